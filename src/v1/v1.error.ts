import type { RunFailureCode } from '../tasks/error.codes.js';
import type { RunFailure } from '../tasks/run.js';

/** A run that did not end well, with the intent that decides what becomes of its task. */
export class V1Error extends Error implements RunFailure {
  override readonly name = 'V1Error';
  readonly code: RunFailureCode;
  readonly v1Status: number | null;
  readonly began: RunFailure['began'];
  readonly retryable: boolean;
  /** In ms. */
  readonly retryAfterMs: number | null;

  constructor(failure: RunFailure, cause?: unknown) {
    super(failure.message, cause === undefined ? undefined : { cause });
    this.code = failure.code;
    this.v1Status = failure.v1Status;
    this.began = failure.began;
    this.retryable = failure.retryable;
    this.retryAfterMs = failure.retryAfterMs;
  }
}
