import type { ProblemDto } from '../../../gateway/problem.dto.js';
import type { TaskErrorDto } from '../../../gateway/task.dto.js';
import { count } from '../count.ts';

/** What the console says of what can go wrong, in English. */
export const errors = {
  taskErrors: {
    v1_unavailable:
      'OpenClaw could not take it: no connection, or it is busy. The run did not begin; it is tried again by itself.',
    v1_misconfigured:
      'V2 and OpenClaw are not set up to work together: V1_URL, V1_TOKEN or OpenClaw’s configuration is wrong. The run did not begin; it goes on once that is mended.',
    v1_refused:
      'OpenClaw refused this very request, or its model provider refused OpenClaw. Retrying helps only once the cause is mended.',
    v1_error:
      'OpenClaw reported an error during the run. See what the run has done before you retry.',
    outcome_unknown:
      'Nobody knows how the run ended: the connection broke, or the worker died. It may have taken effect; see in OpenClaw before you retry.',
    timeout: 'The run took longer than it may, or OpenClaw was silent for too long.',
    result_too_large: 'The agent said more than may be kept. What fitted is shown.',
    worker_stopped:
      'The worker was shut down before the run ended. It may have taken effect; see in OpenClaw before you retry.',
    expired: 'The task did not begin within its time.',
  } satisfies Record<TaskErrorDto['code'], string>,
  taskErrorsShort: {
    v1_unavailable: 'OpenClaw was away or busy',
    v1_misconfigured: 'not set up to reach OpenClaw',
    v1_refused: 'refused by OpenClaw',
    v1_error: 'error of the run',
    outcome_unknown: 'outcome unknown',
    timeout: 'took too long',
    result_too_large: 'result too large',
    worker_stopped: 'worker was stopped',
    expired: 'expired while waiting',
  } satisfies Record<TaskErrorDto['code'], string>,
  taskErrorLast: 'How the last try ended',
  taskErrorWhy: 'Why it failed',
  taskErrorOther: (code: string) => `The task failed: ${code}.`,
  v1Status: (status: number) => `HTTP ${status}`,
  problems: {
    validation_failed: 'Some of this is not valid.',
    malformed_body: 'The gateway could not read the request.',
    malformed_request: 'The gateway could not read the request.',
    unauthorized: 'The gateway asks for a key.',
    cross_origin: 'The gateway refused this, for it came from another site.',
    task_not_found: 'There is no such task. It was deleted, or its time is up.',
    route_not_found: 'The gateway does not know this call. Is it an older version?',
    method_not_allowed: 'The gateway does not know this call. Is it an older version?',
    not_acceptable: 'The gateway cannot answer in the form that was asked for.',
    request_timeout: 'The request took too long to arrive.',
    task_conflict: 'The task has moved on; this is not possible any more.',
    content_too_large: 'The text is too large.',
    unsupported_media_type: 'The gateway could not read the request.',
    host_not_allowed: 'The gateway does not go by this host name: add it to ALLOWED_HOSTS.',
    idempotency_key_reused: 'This was sent before with another text. Submit once more.',
    queue_full: 'As many tasks wait as may. Try again when some have run.',
    too_many_waiters: 'Too many requests wait at the gateway.',
    headers_too_large: 'The gateway could not read the request: its headers are too large.',
    internal_error: 'Something went wrong inside the gateway.',
    store_unavailable: 'The task store (Redis) does not answer at the moment.',
  } satisfies Record<ProblemDto['code'], string>,
  problemOther: (status: number) => `The gateway answered with an error (HTTP ${status}).`,
  problemRetryAfter: (seconds: number) => `Try again in ${count(seconds, 'second', 'seconds')}.`,
  problemLog: (id: string) => `In the log of the gateway: ${id}`,
  noConnection: 'The gateway does not answer.',
  unexpected: 'The console met an error of its own.',
};
