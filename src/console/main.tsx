import { render } from 'preact';
import 'uplot/dist/uPlot.min.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/status.css';
import './styles/overlays.css';
import './styles/layout.css';
import './styles/banners.css';
import './styles/system.css';
import './styles/list.css';
import './styles/submit.css';
import './styles/task.css';
import './styles/output.css';
import './styles/steps.css';
import { App } from './app.tsx';
import { startClock } from './state/clock.ts';
import { followAll } from './state/live.ts';
import { openTaskOfAddress } from './state/open-task.ts';
import { applyPreferences } from './state/preferences.ts';
import { followAddress } from './state/route.ts';
import { listenForShortcuts } from './state/shortcuts.ts';
import { watchSystem } from './state/system.ts';

const root = document.getElementById('app');
if (!root) throw new Error('The page has no place for the console.');

applyPreferences();
followAddress();
openTaskOfAddress();
startClock();
listenForShortcuts();
render(<App />, root);

const leaving = new AbortController();
void watchSystem(leaving.signal);
void followAll(leaving.signal);
// Streams that are left open hold up the next page.
addEventListener('pagehide', () => {
  leaving.abort();
});
// A page that comes back from the browser's memory has lost all of them.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});
