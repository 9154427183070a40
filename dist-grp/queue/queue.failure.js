import { inspect } from 'node:util';
import { UnrecoverableError } from 'bullmq';
/**
 * The error that a failed handler leaves on its job: the original one wherever possible.
 * UnrecoverableError, at any depth of the causes, means that a redelivery cannot help; BullMQ looks
 * at the outermost error only, so it is brought there with the original as its cause.
 */
export function toJobFailure(thrown) {
    const error = toError(thrown);
    if (error instanceof UnrecoverableError || !hasUnrecoverableCause(error))
        return error;
    return unrecoverable(error.message, error);
}
/** An error that ends its message: it is not redelivered. `cause` is what led to it. */
export function unrecoverable(message, cause) {
    const error = new UnrecoverableError(message);
    error.cause = cause;
    return error;
}
function toError(thrown) {
    if (thrown instanceof Error)
        return thrown;
    // Nest's own filters reject with a plain object, { status, message }.
    const hasMessage = typeof thrown === 'object' && thrown !== null && 'message' in thrown;
    const message = hasMessage && typeof thrown.message === 'string' ? thrown.message : inspect(thrown);
    return new Error(message, { cause: thrown });
}
function hasUnrecoverableCause(error) {
    const seen = new Set();
    let cause = error.cause;
    while (cause instanceof Error && !seen.has(cause)) {
        if (cause instanceof UnrecoverableError)
            return true;
        seen.add(cause);
        cause = cause.cause;
    }
    return false;
}
//# sourceMappingURL=queue.failure.js.map