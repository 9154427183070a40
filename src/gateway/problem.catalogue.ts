/** Every `code` that a problem document can carry: its HTTP status and its title. */
export const PROBLEMS = {
  validation_failed: { status: 400, title: 'The request is not valid' },
  malformed_body: { status: 400, title: 'The body cannot be read' },
  task_not_found: { status: 404, title: 'There is no such task' },
  route_not_found: { status: 404, title: 'There is nothing at this address' },
  task_conflict: { status: 409, title: 'The task does not allow this' },
  content_too_large: { status: 413, title: 'The content is too large' },
  unsupported_media_type: { status: 415, title: 'The body must be JSON' },
  idempotency_key_reused: { status: 422, title: 'The idempotency key was used before' },
  queue_full: { status: 429, title: 'Too many tasks wait' },
  internal_error: { status: 500, title: 'Something went wrong here' },
  store_unavailable: { status: 503, title: 'The task store does not answer' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;
export const PROBLEM_CODES = Object.keys(PROBLEMS) as ProblemCode[];
