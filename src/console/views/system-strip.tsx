import { formatNumber } from '../i18n/format.ts';
import { phrases } from '../i18n/phrases.ts';
import { charts } from '../state/preferences.ts';
import { isReachable, system } from '../state/system.ts';
import { Charts } from './charts.tsx';
import { Icon } from './icon.tsx';
import { OpenClawPill } from './openclaw-pill.tsx';
import { RedisPill } from './redis-pill.tsx';
import { WorkersPill } from './workers-pill.tsx';

/** How the system is, at a glance, with more on demand. */
export function SystemStrip() {
  const p = phrases.value;
  const now = system.value;
  // Who is alive stands in Redis.
  const workers = now?.redis === 'up' ? now.workers : null;
  const areShown = charts.value === 'shown';
  return (
    <section class="strip" aria-label={p.system.label}>
      <h2 class="off-screen">{p.system.label}</h2>
      <div class="pills" data-stale={!isReachable.value}>
        {now ? (
          <>
            <RedisPill system={now} />
            <WorkersPill workers={workers} />
            <OpenClawPill workers={workers} />
            <Figure name={p.system.queued} value={now.tasks?.pending} />
            <Figure name={p.system.running} value={now.tasks?.running} />
          </>
        ) : (
          <span class="strip-loading">
            {isReachable.value ? p.system.loading : p.system.unreachable}
          </span>
        )}
        <button
          type="button"
          class="button button-quiet strip-charts"
          aria-expanded={areShown}
          aria-controls="charts"
          title={areShown ? p.charts.hide : p.charts.show}
          onClick={() => {
            charts.value = areShown ? 'hidden' : 'shown';
          }}
        >
          <Icon name="chart" />
          {p.charts.label}
        </button>
      </div>
      <div id="charts" class="charts" hidden={!areShown}>
        {areShown && <Charts />}
      </div>
    </section>
  );
}

function Figure({ name, value }: { name: string; value: number | undefined }) {
  return (
    <span class="figure">
      {name} <b class="number">{value === undefined ? '–' : formatNumber(value)}</b>
    </span>
  );
}
