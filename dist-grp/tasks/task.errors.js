/** Something a caller of the domain did or met that it can be told; `code` is stable. */
export class DomainError extends Error {
    constructor(message, options) {
        super(message, options);
        this.name = new.target.name;
    }
}
/** There is no task with this id; perhaps there was one. */
export class TaskNotFoundError extends DomainError {
    code = 'task_not_found';
    constructor(id) {
        super(`There is no task ${id}. It never existed, or its time is up.`);
    }
}
/** The task's status does not allow what was asked. */
export class TaskConflictError extends DomainError {
    code = 'task_conflict';
    constructor(id, verb, status) {
        super(`Task ${id} is ${status}: it is not possible to ${verb} it.`);
    }
}
/** As many tasks wait as may. */
export class QueueFullError extends DomainError {
    limit;
    code = 'queue_full';
    constructor(limit) {
        super(`As many tasks wait as may (${limit}). Try again when some have run.`);
        this.limit = limit;
    }
}
/** As many requests wait for tasks to end, or follow events, as may. */
export class TooManyWaitersError extends DomainError {
    limit;
    code = 'too_many_waiters';
    constructor(limit) {
        super(`${limit} requests wait for tasks to end already. Ask without waiting, or later.`);
        this.limit = limit;
    }
}
/** The idempotency key was used before with another request. */
export class IdempotencyKeyReusedError extends DomainError {
    taskId;
    code = 'idempotency_key_reused';
    constructor(taskId) {
        super('This Idempotency-Key was used before with another body.');
        this.taskId = taskId;
    }
}
/** A value is well-formed and yet cannot be accepted. */
export class InvalidTaskError extends DomainError {
    field;
    code = 'validation_failed';
    constructor(field, message) {
        super(message);
        this.field = field;
    }
}
/** Content or messages are larger than MAX_CONTENT_BYTES. */
export class ContentTooLargeError extends DomainError {
    bytes;
    limit;
    code = 'content_too_large';
    constructor(bytes, limit) {
        super(`The content has ${bytes} bytes, and ${limit} are allowed.`);
        this.bytes = bytes;
        this.limit = limit;
    }
}
/**
 * The store did not answer in time. A write may have been executed all the same, which is why every
 * write is made so that repeating it does no harm.
 */
export class StoreUnavailableError extends DomainError {
    code = 'store_unavailable';
    constructor(cause, message = 'The task store does not answer at the moment.') {
        super(message, { cause });
    }
}
/** Storing a new task was not answered. */
export class NotAcknowledgedError extends StoreUnavailableError {
    constructor(cause) {
        super(cause, 'The task store does not answer at the moment. The task was not acknowledged: it may or may ' +
            'not have been stored. Repeating the request with the same Idempotency-Key is safe.');
    }
}
//# sourceMappingURL=task.errors.js.map