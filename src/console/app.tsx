import { useEffect, useRef } from 'preact/hooks';
import { phrases } from './i18n/phrases.ts';
import { isListAlone, isNarrow } from './state/layout.ts';
import { openTask } from './state/open-task.ts';
import { hashOf, route } from './state/route.ts';
import { tailOf } from './state/status.ts';
import { ConnectionBanner, SimulatedBanner } from './views/banners.tsx';
import { Header } from './views/header.tsx';
import { HelpDialog } from './views/help-dialog.tsx';
import { KeyBanner, KeyDialog } from './views/key-dialog.tsx';
import { Notices } from './views/notices.tsx';
import { SubmitScreen } from './views/submit-screen.tsx';
import { SystemStrip } from './views/system-strip.tsx';
import { LIST_ID, TaskList } from './views/task-list.tsx';
import { BadIdScreen, TaskScreen } from './views/task-screen.tsx';

const MAIN_ID = 'main';

/** The whole console. */
export function App() {
  useTitle();
  const target = isListAlone.value ? LIST_ID : MAIN_ID;
  return (
    <>
      <a
        class="skip"
        href={`#${target}`}
        onClick={(event) => {
          // The address is the screen's; so the link moves the focus itself.
          event.preventDefault();
          document.getElementById(target)?.focus();
        }}
      >
        {phrases.value.skip}
      </a>
      <div class="shell" data-screen={route.value.screen}>
        <div class="top">
          <Header />
          <SimulatedBanner />
          <KeyBanner />
          <ConnectionBanner />
          <SystemStrip />
        </div>
        <TaskList />
        <Main />
      </div>
      <Notices />
      <KeyDialog />
      <HelpDialog />
    </>
  );
}

function Main() {
  const pane = useRef<HTMLElement>(null);
  const at = route.value;
  const before = useRef(at);
  useEffect(() => {
    if (before.current === at) return;
    pane.current?.scrollTo(0, 0);
    // What had the focus may have gone with the screen.
    const isLost = document.activeElement === document.body;
    if (isNarrow.value || isLost) focusOnScreen(pane.current, before.current);
    before.current = at;
  }, [at]);
  return (
    <main ref={pane} id={MAIN_ID} class="main-pane" tabIndex={-1}>
      <Screen />
    </main>
  );
}

/** What had the focus is on the screen that was left: it goes to the new one, or back to where it came from. */
function focusOnScreen(pane: HTMLElement | null, before: typeof route.value): void {
  if (!isListAlone.value) {
    pane?.focus();
    return;
  }
  const left = before.screen === 'task' ? hashOf(before.id) : '';
  const row = document.querySelector<HTMLElement>(`.row a[href="${left}"]`);
  (row ?? document.getElementById(LIST_ID))?.focus();
}

/** What the browser calls the page: the screen first, for tabs are narrow. */
function useTitle(): void {
  const p = phrases.value;
  const at = route.value;
  useEffect(() => {
    const screen = at.screen === 'task' ? p.task.title(tailOf(at.id)) : null;
    document.title = screen === null ? p.brand : `${screen} · ${p.brand}`;
  }, [p, at]);
}

function Screen() {
  if (route.value.screen === 'bad-id') return <BadIdScreen />;
  const followed = openTask.value;
  return followed ? <TaskScreen key={followed.id} followed={followed} /> : <SubmitScreen />;
}
