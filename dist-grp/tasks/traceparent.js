/** Version, trace id, parent id and flags; a version after 00 may have more fields behind them. */
const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const INVALID_VERSION = 'ff';
const ALL_ZEROS = /^0+$/;
/**
 * Reads a `traceparent` header (W3C Trace Context, level 2).
 * @returns it as version 00, the one that we know; or null where it is to be ignored: a caller's
 * broken tracing is no reason to refuse its request
 */
export function readTraceparent(header) {
    const [, version, traceId = '', parentId = '', flags, more] = TRACEPARENT.exec(header ?? '') ?? [];
    if (version === undefined || version === INVALID_VERSION)
        return null;
    if (version === '00' && more !== undefined)
        return null;
    if (ALL_ZEROS.test(traceId) || ALL_ZEROS.test(parentId))
        return null;
    return `00-${traceId}-${parentId}-${flags}`;
}
/** What a log line says of the trace that a task belongs to; nothing where it belongs to none. */
export function traceOf({ traceparent }) {
    const traceId = traceparent?.split('-')[1];
    return traceId === undefined ? {} : { trace_id: traceId };
}
//# sourceMappingURL=traceparent.js.map