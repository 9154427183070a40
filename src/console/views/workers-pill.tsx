import type { WorkerStatusDto } from '../../gateway/status.dto.js';
import { phrases } from '../i18n/phrases.ts';
import { Popover } from './popover.tsx';

/** Which workers are alive, and how much each runs; null: not known. */
export function WorkersPill({ workers }: { workers: readonly WorkerStatusDto[] | null }) {
  const p = phrases.value.system;
  if (!workers) {
    return (
      <Popover
        summary={
          <>
            <span class="dot dot-idle" aria-hidden="true" />
            {p.workers} <b>–</b>
          </>
        }
      >
        <p>{p.notKnown}</p>
      </Popover>
    );
  }
  const isAlive = workers.length > 0;
  return (
    <Popover
      summary={
        <>
          <span class={`dot dot-${isAlive ? 'good' : 'bad'}`} aria-hidden="true" />
          {p.workers} <b>{isAlive ? p.workersAlive(workers.length) : p.noWorkers}</b>
        </>
      }
    >
      {isAlive ? (
        <ul class="plain-list">
          {workers.map(({ id, running }) => (
            <li key={id}>
              <code>{id}</code> <span class="number faint">{p.runs(running)}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p>{p.noWorkersText}</p>
      )}
    </Popover>
  );
}
