export const PROGRESS_KINDS = ['tool', 'note'];
export const PROGRESS_STATES = ['running', 'completed', 'failed', 'blocked', 'unknown'];
/** Steps of a task that are kept, the newest. */
export const PROGRESS_KEPT = 200;
//# sourceMappingURL=progress.js.map