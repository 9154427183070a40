/** How long a delivery is owed before the reconciler looks after it for the first time, in ms. */
export const OWED_GRACE_MS = 15_000;
/** Longest time between two looks at an owed delivery, in ms. */
const OWED_WAIT_MAX_MS = 300_000;
/** When a delivery that is due then is first looked after; never later than the task expires. */
export const firstLook = (due, expiresAt) => Math.min(due + OWED_GRACE_MS, expiresAt);
/** How long it is left to itself after it was queued once more, in ms. */
export const nextOwedWait = (waitMs) => Math.min(OWED_WAIT_MAX_MS, waitMs * 2);
//# sourceMappingURL=owed.js.map