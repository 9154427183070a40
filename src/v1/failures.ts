import type { RunFailureCode } from '../tasks/error.codes.js';
import { lostTrack, type RunFailure } from '../tasks/run.js';

type Details = Partial<Omit<RunFailure, 'code' | 'message' | 'began'>>;

/** A failure of a run that V1 certainly did not begin: worth another try unless said otherwise. */
export const notBegun = (
  code: RunFailureCode,
  message: string,
  details: Details = {},
): RunFailure => ({
  code,
  message,
  v1Status: null,
  began: 'no',
  retryable: true,
  retryAfterMs: null,
  ...details,
});

/** A failure of a run that may have had effects: worth another try only where the task allows it. */
export const mayHaveBegun = (
  code: RunFailureCode,
  message: string,
  details: Details = {},
): RunFailure => ({ ...notBegun(code, message, details), began: 'maybe' });

/** A failure to follow a run that V1 has still. */
export const goesOn = (code: RunFailureCode, message: string): RunFailure => ({
  ...notBegun(code, message),
  began: 'goes_on',
});

/** Nobody can tell how the run ended. The sentence says what was seen. */
export const outcomeUnknown = (seen: string, v1Status: number | null = null): RunFailure => ({
  ...lostTrack(`${seen} Whether the run took effect is not known.`),
  v1Status,
});
