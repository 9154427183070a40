import type { RunFailureCode } from './error.codes.js';

/** How a submit ended; every other end is a refusal, counted by its code. */
export type SubmitOutcome = 'accepted' | 'replayed';

/** Codes of the errors that a submit can be refused with. */
export const SUBMIT_REFUSALS = [
  'validation_failed',
  'content_too_large',
  'queue_full',
  'idempotency_key_reused',
  'store_unavailable',
  'internal_error',
] as const;
export type SubmitRefusal = (typeof SUBMIT_REFUSALS)[number];

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
] as const;
export type RunOutcome = (typeof RUN_OUTCOMES)[number];

/** What the reconciler does with a task. */
export const RECONCILER_ACTIONS = ['redelivered', 'recovered', 'expired', 'evicted'] as const;
export type ReconcilerAction = (typeof RECONCILER_ACTIONS)[number];

/**
 * Is told what is worth counting. Counts nothing itself: a process that shows figures puts its own
 * in this place. No method throws, and none is told an id or anything else that has no bound.
 */
export class TaskMetrics {
  submitted(_outcome: SubmitOutcome): void {
    // Counts nothing.
  }

  submitRefused(_code: SubmitRefusal): void {
    // Counts nothing.
  }

  /** A run began, so long after its task was due. */
  runBegan(_waitedMs: number): void {
    // Counts nothing.
  }

  /** A delivery ended. @param ranMs how long it ran; null where it did not begin */
  runEnded(_outcome: RunOutcome, _ranMs: number | null): void {
    // Counts nothing.
  }

  /** A run failed, whatever becomes of its task. */
  runFailed(_code: RunFailureCode): void {
    // Counts nothing.
  }

  reconciled(_action: ReconcilerAction): void {
    // Counts nothing.
  }
}
