import { setTimeout as pause } from 'node:timers/promises';
import type { GatewayLink } from './gateway.link.js';
import { nextStep, type Standing } from './next.step.js';
import { look, taskIdOf } from './sight.js';
import { unless } from './unless.js';

/** How long V1 is asked to stop a run, in ms, and how often; longer than it takes to resume one itself. */
const CANCEL_MS = 20_000;
const AGAIN_MS = 100;
/** After so long, in ms, V1 would have any trace of a run that it was sent. */
const KNOWN_MS = 3_000;

/** Which run is to be stopped. */
export interface CancelTarget {
  readonly runIds: readonly [string, ...string[]];
  readonly sessionKey: string;
  readonly ownSession: boolean;
}

/**
 * Stops a run in V1, whichever connection started it. V1's ledger has a run only some time after it
 * accepted it, which is why it is asked more than once.
 * @returns whether V1 stopped it or has none that could be stopped; it does not fail
 */
export async function cancelRun(link: GatewayLink, target: CancelTarget): Promise<boolean> {
  const since = performance.now();
  const signal = AbortSignal.timeout(CANCEL_MS);
  let isIdle = false;
  try {
    await unless(signal, link.ready());
    for (;;) {
      const seen = await cancelOnce(link, target, signal);
      if (seen === 'stopped') return true;
      isIdle = seen !== 'runs';
      if (seen === 'unknown' && performance.now() - since > KNOWN_MS) return true;
      await pause(AGAIN_MS, undefined, { signal });
    }
  } catch {
    return isIdle && signal.aborted;
  }
}

async function cancelOnce(
  link: GatewayLink,
  { runIds, sessionKey, ownSession }: CancelTarget,
  signal: AbortSignal,
): Promise<'stopped' | 'runs' | 'unknown' | 'interrupted'> {
  const ask = (method: string, params: object) => link.request(method, params, { signal });
  const [runKey] = runIds;
  const standing: Standing = { runKey, ownSession, before: 'nothing', graceLeft: true };
  const step = nextStep(await look(ask, runKey, sessionKey), standing);
  if (step.type === 'take' || step.type === 'fail') return 'stopped';
  const known = step.type === 'follow' ? [...runIds, step.runId] : runIds;
  const taskId = taskIdOf(await ask('tasks.list', { sessionKey }), known);
  if (taskId !== null) {
    await ask('tasks.cancel', { taskId });
    return 'stopped';
  }
  if (step.type === 'follow') return 'runs';
  return step.type === 'start' ? 'unknown' : 'interrupted';
}
