/** Codes of the errors that a submit can be refused with. */
export const SUBMIT_REFUSALS = [
    'validation_failed',
    'content_too_large',
    'queue_full',
    'idempotency_key_reused',
    'store_unavailable',
    'internal_error',
];
/** What became of a delivery that a worker took. */
export const RUN_OUTCOMES = [
    'completed',
    'failed',
    'cancelled',
    /** V1 certainly did not begin it; the task waits and has spent no attempt. */
    'not_begun',
    /** It failed, and the task waits for another attempt (`retry: always`). */
    'retried',
    /** It goes on in V1, and the task waits for a worker that takes it up again. */
    'handed_over',
    /** Its claim was lost: another worker, or nobody, ends the task. */
    'lost',
    /** It came after the task's time was up. */
    'expired',
];
/** What the reconciler does with a task. */
export const RECONCILER_ACTIONS = ['redelivered', 'recovered', 'expired', 'evicted'];
/**
 * Is told what is worth counting. Counts nothing itself: a process that shows figures puts its own
 * in this place. No method throws, and none is told an id or anything else that has no bound.
 */
export class TaskMetrics {
    submitted(_outcome) {
        // Counts nothing.
    }
    submitRefused(_code) {
        // Counts nothing.
    }
    /** A run began, so long after its task was due. */
    runBegan(_waitedMs) {
        // Counts nothing.
    }
    /** A delivery ended. @param ranMs how long it ran; null where it did not begin */
    runEnded(_outcome, _ranMs) {
        // Counts nothing.
    }
    /** A run failed, whatever becomes of its task. */
    runFailed(_code) {
        // Counts nothing.
    }
    reconciled(_action) {
        // Counts nothing.
    }
}
//# sourceMappingURL=task.metrics.js.map