import type { V1StatusDto, WorkerStatusDto } from '../../gateway/status.dto.js';
import { phraseOf, phrases } from '../i18n/phrases.ts';
import { Popover } from './popover.tsx';
import { SimulatedBadge } from './status-badge.tsx';

const TONES = { up: 'good', unknown: 'idle', down: 'bad', misconfigured: 'bad' } as const;

/**
 * How the OpenClaw behind the workers is; where they disagree, the worst that one of them sees.
 * Without knowing the workers nobody knows.
 */
export function OpenClawPill({ workers }: { workers: readonly WorkerStatusDto[] | null }) {
  const p = phrases.value.system;
  const seen = distinct((workers ?? []).map(({ v1 }) => v1));
  const worst = (['misconfigured', 'down', 'unknown', 'up'] as const).find((state) =>
    seen.some((v1) => v1.state === state),
  );
  return (
    <Popover
      summary={
        <>
          <span class={`dot dot-${worst ? TONES[worst] : 'idle'}`} aria-hidden="true" />
          {p.v1} <b>{worst ? p.v1States[worst] : workers ? p.v1None : '–'}</b>
        </>
      }
    >
      {seen.length === 0 && <p>{workers ? p.noWorkersText : p.notKnown}</p>}
      <ul class="plain-list">
        {seen.map((v1) => (
          <li key={v1.url + v1.state}>
            <code>{v1.url}</code> {phraseOf(p.v1States, v1.state) ?? v1.state}{' '}
            {v1.simulated && <SimulatedBadge />}
            {v1.message && <p class="faint">{v1.message}</p>}
          </li>
        ))}
      </ul>
    </Popover>
  );
}

const distinct = (all: readonly V1StatusDto[]): V1StatusDto[] => [
  ...new Map(all.map((v1) => [`${v1.url} ${v1.state} ${v1.message ?? ''}`, v1])).values(),
];
