import { getSchemaPath } from '@nestjs/swagger';
/** OpenAI's streams know no `Last-Event-ID`. */
export const NOT_RESUMED = { resumes: false };
/** What a call that makes a task can be refused with. */
export const CREATE_PROBLEMS = [
    'validation_failed',
    'malformed_body',
    'content_too_large',
    'unsupported_media_type',
    'idempotency_key_reused',
    'queue_full',
    'too_many_waiters',
    'store_unavailable',
];
/** How a task that fails is told while its caller waits, besides the statuses that V1 gave. */
export const RUN_ERRORS = {
    409: '`task_cancelled`: The task was cancelled',
    502: 'The task failed, and V1 gave no status: `code` is that of its error',
    503: '`gateway_stopping`: The gateway stops, and the task goes on',
    504: '`timeout`, `expired`: The task took too long, or did not begin in time',
};
/** An answer that is either an object or a stream of events. */
export const objectOrEvents = (dto, description) => ({
    status: 200,
    description,
    content: {
        'application/json': { schema: { $ref: getSchemaPath(dto) } },
        'text/event-stream': { schema: { type: 'string' } },
    },
});
//# sourceMappingURL=openai.documents.js.map