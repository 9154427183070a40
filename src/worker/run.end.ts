import type { RunEnd, RunFailure } from '../tasks/run.js';
import { V1Error } from '../v1/v1.error.js';
import type { StopReason } from './active-runs.js';

/**
 * Tells how a run ended from the error that it ended with, and from whether we stopped it.
 * An error that is not V1's is a mistake of ours, after which nobody knows what V1 did.
 */
export function endOf(error: unknown, stopped: StopReason | null): RunEnd {
  const failure: RunFailure =
    error instanceof V1Error
      ? error
      : {
          code: 'outcome_unknown',
          message: `The worker failed: ${error instanceof Error ? error.message : String(error)}`,
          v1Status: null,
          began: 'maybe',
          retryable: true,
          retryAfterMs: null,
        };
  const lost = stopped === 'lost' && failure.code === 'worker_stopped' && failure.began === 'maybe';
  if (!lost) return { type: 'failed', failure };
  return {
    type: 'failed',
    failure: {
      code: 'outcome_unknown',
      message: 'The worker lost touch with Redis for longer than a lease and stopped the run.',
      v1Status: null,
      began: 'maybe',
      retryable: true,
      retryAfterMs: null,
    },
  };
}
