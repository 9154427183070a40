/** Every `code` that a problem document can carry: its HTTP status and its title. */
export const PROBLEMS = {
    validation_failed: { status: 400, title: 'The request is not valid' },
    malformed_body: { status: 400, title: 'The body cannot be read' },
    malformed_request: { status: 400, title: 'This is not HTTP' },
    unauthorized: { status: 401, title: 'A key is needed' },
    cross_origin: { status: 403, title: 'Another site may not do this' },
    task_not_found: { status: 404, title: 'There is no such task' },
    route_not_found: { status: 404, title: 'There is nothing at this address' },
    method_not_allowed: { status: 405, title: 'The address does not know this method' },
    not_acceptable: { status: 406, title: 'The answer is JSON' },
    request_timeout: { status: 408, title: 'The request took too long to arrive' },
    task_conflict: { status: 409, title: 'The task does not allow this' },
    content_too_large: { status: 413, title: 'The content is too large' },
    unsupported_media_type: { status: 415, title: 'The body must be JSON' },
    host_not_allowed: { status: 421, title: 'The request is meant for another host' },
    idempotency_key_reused: { status: 422, title: 'The idempotency key was used before' },
    queue_full: { status: 429, title: 'Too many tasks wait' },
    too_many_waiters: { status: 429, title: 'Too many requests wait' },
    headers_too_large: { status: 431, title: 'The headers are too large' },
    internal_error: { status: 500, title: 'Something went wrong here' },
    store_unavailable: { status: 503, title: 'The task store does not answer' },
};
export const PROBLEM_CODES = Object.keys(PROBLEMS);
//# sourceMappingURL=problem.catalogue.js.map