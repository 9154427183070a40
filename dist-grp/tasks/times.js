/** An ISO 8601 time with its zone; whether there is such a time, {@link timeOf} tells. */
export const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;
export const TIME_RULE = 'must be an ISO 8601 time with its zone, such as 2030-01-31T08:00:00Z';
/** Milliseconds since 1970; null where there is no such time. */
export function timeOf(text) {
    const ms = Date.parse(text);
    const day = text.slice(0, 10);
    // Date.parse takes the 30th of February for the 2nd of March.
    const hasDay = new Date(Date.parse(`${day}T00:00:00Z`) || 0).toISOString().startsWith(day);
    return Number.isNaN(ms) || !hasDay ? null : ms;
}
//# sourceMappingURL=times.js.map