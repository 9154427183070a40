/** The failure of a run of which nobody can tell how it ended. @param message says what was seen */
export const lostTrack = (message) => ({
    code: 'outcome_unknown',
    message,
    v1Status: null,
    began: 'maybe',
    retryable: true,
    retryAfterMs: null,
});
//# sourceMappingURL=run.js.map