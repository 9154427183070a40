import { lostTrack } from '../tasks/run.js';
/** A failure of a run that V1 certainly did not begin: worth another try unless said otherwise. */
export const notBegun = (code, message, details = {}) => ({
    code,
    message,
    v1Status: null,
    began: 'no',
    retryable: true,
    retryAfterMs: null,
    ...details,
});
/** A failure of a run that may have had effects: worth another try only where the task allows it. */
export const mayHaveBegun = (code, message, details = {}) => ({ ...notBegun(code, message, details), began: 'maybe' });
/** A failure to follow a run that V1 has still. */
export const goesOn = (code, message) => ({
    ...notBegun(code, message),
    began: 'goes_on',
});
/** Nobody can tell how the run ended. The sentence says what was seen. */
export const outcomeUnknown = (seen, v1Status = null) => ({
    ...lostTrack(`${seen} Whether the run took effect is not known.`),
    v1Status,
});
//# sourceMappingURL=failures.js.map