import { setTimeout as pause } from 'node:timers/promises';
import type { GatewayLink } from './gateway.link.js';
import { readEnding, taskIdOf } from './sight.js';

/** How long V1 is asked to stop a run, in ms, and how often. */
const CANCEL_MS = 5_000;
const AGAIN_MS = 100;

/**
 * Stops a run in V1, whichever connection started it, and does not fail: a V1 that does not answer
 * stops nothing. V1's ledger has a run only some time after it accepted it, which is why it is asked
 * more than once.
 */
export async function cancelRun(
  link: GatewayLink,
  runIds: readonly string[],
  sessionKey: string,
): Promise<void> {
  const signal = AbortSignal.timeout(CANCEL_MS);
  try {
    await link.ready();
    while (!signal.aborted && !(await stopped(link, runIds, sessionKey, signal))) {
      await pause(AGAIN_MS, undefined, { signal });
    }
  } catch {
    // Nobody is left who could be told.
  }
}

async function stopped(
  link: GatewayLink,
  runIds: readonly string[],
  sessionKey: string,
  signal: AbortSignal,
): Promise<boolean> {
  const ask = (method: string, params: object) => link.request(method, params, { signal });
  const taskId = taskIdOf(await ask('tasks.list', { sessionKey }), runIds);
  if (taskId !== null) {
    await ask('tasks.cancel', { taskId });
    return true;
  }
  const [runId] = runIds;
  return readEnding(await ask('agent.wait', { runId, timeoutMs: 1 })) !== null;
}
