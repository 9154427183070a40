import { setTimeout as pause } from 'node:timers/promises';
/** The longest that a timer can wait, in ms: some 24 days. */
export const FOR_EVER = 2_147_483_647;
/** @throws AbortError once the client is gone */
export async function wait(ms, gone) {
    gone.throwIfAborted();
    if (ms > 0)
        await pause(ms, undefined, { signal: gone });
}
//# sourceMappingURL=simulator.wait.js.map