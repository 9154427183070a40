import { batch, signal } from '@preact/signals';
import type { StatusDto } from '../../gateway/status.dto.js';
import { pause } from '../api/pause.ts';
import { serverTime } from '../api/server-time.ts';
import { getStatus } from '../api/tasks.ts';
import { reportLink } from './connection.ts';

const EVERY_MS = 2_000;
/** Five minutes. */
const MOST_SAMPLES = 150;
/** Tasks end in bursts: the rate is that of this many samples. */
const RATE_SAMPLES = 5;

/** What the charts show of one moment; null: not known then. */
export interface Sample {
  readonly at: number;
  readonly finished: number | null;
  readonly perMinute: number | null;
  readonly p50: number | null;
  readonly p99: number | null;
  readonly pending: number | null;
  readonly running: number | null;
}

/** Behind one address there may be gateways of an older version that do not tell all of it. */
type Told = Omit<StatusDto, 'entered' | 'submits'> &
  Partial<Pick<StatusDto, 'entered' | 'submits'>>;

/** How the system was when it was last asked; null: it never answered. */
export const system = signal<Told | null>(null);
/** Whether the gateway answered when it was last asked. */
export const isReachable = signal(true);
/** The last minutes, the newest last. */
export const samples = signal<readonly Sample[]>([]);

/** Whether answers are made up, as far as was told last: at times nobody knows. */
export const isSimulated = signal(false);

/** Asks again and again how the system is, while somebody looks. */
export async function watchSystem(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    if (!document.hidden) await look(signal);
    await untilNextLook(signal);
  }
}

async function look(signal: AbortSignal): Promise<void> {
  try {
    const told: Told = await getStatus(signal);
    reportLink('status', told.redis === 'up');
    batch(() => {
      system.value = told;
      if (told.simulated !== null) isSimulated.value = told.simulated;
      isReachable.value = true;
      samples.value = [...samples.value, sampleOf(told)].slice(-MOST_SAMPLES);
    });
  } catch {
    // Whatever it was, the next look comes soon; that this one failed is shown.
    if (signal.aborted) return;
    reportLink('status', false);
    isReachable.value = false;
  }
}

/** The next one is due after a while, or when somebody comes back. */
async function untilNextLook(signal: AbortSignal): Promise<void> {
  const back = new AbortController();
  const onVisible = (): void => {
    if (!document.hidden) back.abort();
  };
  document.addEventListener('visibilitychange', onVisible);
  await pause(EVERY_MS, AbortSignal.any([signal, back.signal]));
  document.removeEventListener('visibilitychange', onVisible);
}

function sampleOf({ entered, submits, tasks }: Told): Sample {
  const finished = entered ? entered.completed + entered.failed + entered.cancelled : null;
  const at = serverTime();
  return {
    at,
    finished,
    perMinute: rate(samples.value.at(-RATE_SAMPLES) ?? samples.value[0], at, finished),
    p50: submits?.p50_ms ?? null,
    p99: submits?.p99_ms ?? null,
    pending: tasks?.pending ?? null,
    running: tasks?.running ?? null,
  };
}

function rate(before: Sample | undefined, at: number, finished: number | null): number | null {
  const earlier = before?.finished ?? null;
  if (!before || earlier === null || finished === null) return null;
  const minutes = (at - before.at) / 60_000;
  // A counter that fell began anew, with another Redis.
  return minutes > 0 && finished >= earlier ? (finished - earlier) / minutes : null;
}
