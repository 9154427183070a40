import { setTimeout as delay } from 'node:timers/promises';
import { StoreUnavailableError } from './task.errors.js';
const PAUSE_MS = 250;
/**
 * Repeats a call to the store until it is answered, because a call without an answer may have been
 * executed. Only for calls that may be repeated.
 * @throws StoreUnavailableError once the signal is aborted; any other error of the call at once
 */
export async function untilAnswered(call, signal) {
    for (;;) {
        try {
            return await call();
        }
        catch (error) {
            if (!(error instanceof StoreUnavailableError) || signal.aborted)
                throw error;
            await delay(PAUSE_MS, undefined, { signal }).catch(() => undefined);
        }
    }
}
//# sourceMappingURL=until-answered.js.map