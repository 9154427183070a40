import { setTimeout as pause } from 'node:timers/promises';
import { property } from '../json.js';
import { nextStep } from './next.step.js';
import { look, ROWS } from './sight.js';
import { unless } from './unless.js';
/** How long V1 is asked to stop a run, in ms, and how often; longer than it takes to resume one itself. */
const CANCEL_MS = 20_000;
const AGAIN_MS = 100;
/** How long a V1 is asked that does not answer, in ms. */
const AWAY_MS = 5_000;
/** After so long, in ms, V1 would have any trace of a run that it was sent. */
const KNOWN_MS = 3_000;
/**
 * Stops a run in V1, whichever connection started it. V1's ledger has a run only some time after it
 * accepted it, which is why it is asked more than once.
 * @returns whether V1 stopped it or has none that could be stopped; it does not fail
 */
export async function cancelRun(link, target) {
    const since = performance.now();
    const signal = AbortSignal.timeout(CANCEL_MS);
    let last = 'away';
    for (;;) {
        const seen = await cancelOnce(link, target, signal).catch(() => 'away');
        if (signal.aborted)
            return last === 'interrupted' || last === 'unknown';
        last = seen;
        const ms = performance.now() - since;
        if (seen === 'stopped' || (seen === 'unknown' && ms > KNOWN_MS))
            return true;
        if (seen === 'away' && ms > AWAY_MS)
            return false;
        await pause(AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
}
async function cancelOnce(link, { runIds, sessionKey, ownSession }, signal) {
    await unless(signal, link.ready());
    const ask = (method, params) => link.request(method, params, { signal });
    const [runKey] = runIds;
    const seen = await look(ask, { runKey, sessionKey, rows: ROWS.few });
    const standing = { runKey, ownSession, before: 'nothing', graceLeft: true };
    const step = nextStep(seen, standing);
    if (step.type === 'take' || step.type === 'fail')
        return 'stopped';
    const known = step.type === 'follow' ? [...runIds, step.runId] : runIds;
    const taskId = known.map((id) => seen.liveTasks.get(id)).find((id) => id !== undefined);
    if (taskId !== undefined) {
        // V1 may find it, and not be able to stop it.
        const answer = await ask('tasks.cancel', { taskId });
        return property(answer, 'cancelled') === true ? 'stopped' : 'runs';
    }
    if (step.type === 'start')
        return 'unknown';
    const isBusy = seen.active === null || seen.active.length > 0;
    return step.type === 'follow' || isBusy ? 'runs' : 'interrupted';
}
//# sourceMappingURL=cancel.js.map