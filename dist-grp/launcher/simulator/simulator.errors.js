/** An error as V1 answers it: with an HTTP status or, where a stream has begun, inside the stream. */
export class V1Error extends Error {
    status;
    type;
    retryAfter;
    constructor(status, type, message, 
    /** In seconds, for a `Retry-After`. */
    retryAfter) {
        super(message);
        this.status = status;
        this.type = type;
        this.retryAfter = retryAfter;
        this.name = 'V1Error';
    }
    get body() {
        const { message, type } = this;
        const code = type === 'service_unavailable' ? 'gateway_unavailable' : undefined;
        return { error: { message, type, ...(code && { code }) } };
    }
}
/** The 400 of a request that V1 does not understand. */
export const invalidRequest = (message) => new V1Error(400, 'invalid_request_error', message);
/** Recorded: types and texts of the errors that V1 answers where its provider fails. */
const FAILURES = {
    400: ['invalid_request_error'],
    401: ['authentication_error'],
    404: ['invalid_request_error'],
    408: ['api_error', 'upstream provider timeout'],
    413: ['api_error', 'internal error'],
    429: ['rate_limit_error'],
    500: ['api_error', 'internal error'],
    502: ['api_error', 'upstream provider error'],
    503: ['service_unavailable', 'Gateway is temporarily unavailable while suspending or restarting'],
};
/** V1's error of a status. */
export function failure(status, retryAfter) {
    const [type, message = `${status} simulated provider error ${status}`] = FAILURES[status] ?? [
        'api_error',
    ];
    return new V1Error(status, type, message, retryAfter);
}
//# sourceMappingURL=simulator.errors.js.map