/**
 * Longest wait that we let V1 ask for, in ms. Some say a day while they are maintained for minutes, and
 * a task that waited so long would expire; asking again does no harm.
 */
const MAX_RETRY_AFTER_MS = 600_000;
/**
 * How long a Retry-After header asks to wait, in ms from `now` (ms since 1970); `null` where there is
 * none that can be read.
 */
export function retryAfterMs(value, now) {
    if (value === null)
        return null;
    const text = value.trim();
    const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
    return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS);
}
//# sourceMappingURL=retry-after.js.map