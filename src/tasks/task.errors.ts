import type { TaskStatus } from './task.js';

/** Something a caller of the domain did or met that it can be told; `code` is stable. */
export abstract class DomainError extends Error {
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** There is no task with this id; perhaps there was one. */
export class TaskNotFoundError extends DomainError {
  readonly code = 'task_not_found';

  constructor(id: string) {
    super(`There is no task ${id}. It never existed, or its time is up.`);
  }
}

/** The task's status does not allow what was asked. */
export class TaskConflictError extends DomainError {
  readonly code = 'task_conflict';

  constructor(id: string, verb: 'cancel' | 'retry' | 'remove', status: TaskStatus) {
    super(`Task ${id} is ${status}: it is not possible to ${verb} it.`);
  }
}

/** As many tasks wait as may. */
export class QueueFullError extends DomainError {
  readonly code = 'queue_full';

  constructor(readonly limit: number) {
    super(`As many tasks wait as may (${limit}). Try again when some have run.`);
  }
}

/** As many requests wait for tasks to end, or follow events, as may. */
export class TooManyWaitersError extends DomainError {
  readonly code = 'too_many_waiters';

  constructor(readonly limit: number) {
    super(`${limit} requests wait for tasks to end already. Ask without waiting, or later.`);
  }
}

/** The idempotency key was used before with another request. */
export class IdempotencyKeyReusedError extends DomainError {
  readonly code = 'idempotency_key_reused';

  constructor(readonly taskId: string) {
    super('This Idempotency-Key was used before with another body.');
  }
}

/** A value is well-formed and yet cannot be accepted. */
export class InvalidTaskError extends DomainError {
  readonly code = 'validation_failed';

  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}

/** Content or messages are larger than MAX_CONTENT_BYTES. */
export class ContentTooLargeError extends DomainError {
  readonly code = 'content_too_large';

  constructor(
    readonly bytes: number,
    readonly limit: number,
  ) {
    super(`The content has ${bytes} bytes, and ${limit} are allowed.`);
  }
}

/**
 * The store did not answer in time. A write may have been executed all the same, which is why every
 * write is made so that repeating it does no harm.
 */
export class StoreUnavailableError extends DomainError {
  readonly code = 'store_unavailable';

  constructor(cause: unknown, message = 'The task store does not answer at the moment.') {
    super(message, { cause });
  }
}

/** Storing a new task was not answered. */
export class NotAcknowledgedError extends StoreUnavailableError {
  constructor(cause: unknown) {
    super(
      cause,
      'The task store does not answer at the moment. The task was not acknowledged: it may or may ' +
        'not have been stored. Repeating the request with the same Idempotency-Key is safe.',
    );
  }
}
