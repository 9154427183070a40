import { ChatMessageDto } from '../tasks/create-task.dto.js';
import type {
  ATTEMPT_OUTCOMES,
  Attempt,
  RetryPolicy,
  Task,
  TaskError,
  TaskStatus,
} from '../tasks/task.js';
import type { TaskErrorCode } from '../tasks/error.codes.js';
import type { TaskView } from '../tasks/task.service.js';
import type { TaskSummary } from '../tasks/task.store.js';

export const WAITING_FOR = ['run_at', 'retry', 'v1', 'worker'] as const;
export type WaitingFor = (typeof WAITING_FOR)[number];

/** The answer to a task that was accepted. */
export class SubmittedTaskDto {
  /** Under this id the task is found from now on. */
  task_id!: string;

  /**
   * What it is at the moment of accepting it.
   * @example "pending"
   */
  status!: 'pending';

  /** The same in words. */
  message!: string;
}

/**
 * Why a task failed, or why V1 refused it the last time.
 *
 * - `v1_unavailable`: V1 took no connection, or answered 429 or 503; the task waits and goes on.
 * - `v1_misconfigured`: V1_URL, V1_TOKEN or V1's configuration is wrong; the task waits and goes on.
 * - `v1_refused`: V1 refuses this very request, such as an agent that it does not know.
 * - `v1_error`: V1 reported an error of the run.
 * - `outcome_unknown`: nobody knows how the run ended: the connection broke, or the worker died.
 * - `timeout`: the run took longer than it may, or V1 was silent for too long.
 * - `result_too_large`: V1 said more than MAX_RESULT_BYTES.
 * - `worker_stopped`: the worker was shut down, and the run did not end in time.
 * - `expired`: the task did not begin within its time.
 */
export class TaskErrorDto {
  /** @example "v1_refused" */
  code!: TaskErrorCode;

  /**
   * The same in words, V1's own where it said something.
   * @example "Unknown agent 'nope'."
   */
  message!: string;

  /**
   * HTTP status that V1 answered with, where it answered.
   * @example 400
   */
  v1_status!: number | null;
}

/** Tokens, as V1 counts them. */
export class UsageDto {
  /** @example 10239 */
  prompt_tokens!: number;

  /** @example 3 */
  completion_tokens!: number;

  /** @example 10242 */
  total_tokens!: number;
}

/** A task without what may be large. Times are ISO 8601 in UTC. */
export class TaskSummaryDto {
  /**
   * A UUID of version 7: ids of later tasks are greater.
   * @example "01a21001-ce8a-70d9-9d4e-09a70750f937"
   */
  task_id!: string;

  /** `completed`, `failed` and `cancelled` are final, unless the task is retried by hand. */
  status!: TaskStatus;

  /** Why it failed; while it waits for a next try, why V1 refused it the last time. */
  error!: TaskErrorDto | null;

  /** Name of the key that submitted it; `local` where nobody is asked for one. */
  client!: string;

  /**
   * Which agent runs it.
   * @example "main"
   */
  agent_id!: string;

  /** Tasks with the same key share a session of the agent; null: it has one of its own. */
  session_key!: string | null;

  /** @example "openclaw" */
  model!: string;

  /** 0 to 9, higher runs first. */
  priority!: number;

  /** Runs begun so far. */
  attempt!: number;

  /** Runs it may have in all under `retry: always`. */
  max_attempts!: number;

  /** What happens when a run that may have begun fails. */
  retry!: RetryPolicy;

  /** Why a pending task waits: for its time, for a next try, for V1, for a free worker. */
  waiting_for!: WaitingFor | null;

  /** When its cancelling was asked for while it ran. */
  cancel_requested_at!: string | null;

  /** Tokens, where V1 counted them. */
  usage!: UsageDto | null;

  /** As it was sent. */
  metadata!: Record<string, string> | null;

  /** Whether it was not a real OpenClaw that ran it. */
  simulated!: boolean;

  /** When it was accepted. */
  created_at!: string;

  /** When anything but its output last changed. */
  updated_at!: string;

  /** When its last run began. */
  started_at!: string | null;

  /** When it became final. */
  finished_at!: string | null;

  /** When it is to run at the earliest. */
  run_at!: string | null;

  /** When its next try is due, after a refusal of V1 or a failed run. */
  next_attempt_at!: string | null;

  /** When it fails as `expired`, should it still wait then. */
  expires_at!: string;
}

/** A task. Times are ISO 8601 in UTC. */
export class TaskDto extends TaskSummaryDto {
  /** What was asked, as it was sent. */
  content!: string | null;

  /** What was asked, as it was sent, where it was a conversation. */
  messages!: ChatMessageDto[] | null;

  /** What V1 answered; while it runs, what it has said so far; null while the task waits. */
  result!: string | null;

  /** In which place it waits for a worker, 1 being the next; null where it does not. */
  queue_position!: number | null;
}

/** A page of tasks, newest first. */
export class TaskListDto {
  /** The tasks of this page. */
  data!: TaskSummaryDto[];

  /** Sent as `cursor`, it gives the next page; null on the last one. */
  next_cursor!: string | null;
}

/** One run of a task. */
export class AttemptDto {
  /** Counts the runs that began; one that did not has the number of the next. */
  number!: number;

  /** Which worker ran it. */
  worker!: string | null;

  /** When it began. */
  started_at!: string;

  /** When it ended; null while it runs. */
  ended_at!: string | null;

  /** `not_begun`: V1 refused it before it began. */
  outcome!: (typeof ATTEMPT_OUTCOMES)[number];

  /** Why it failed. */
  error!: TaskErrorDto | null;
}

/** The newest runs of a task, the oldest of them first. */
export class AttemptListDto {
  /** The runs. */
  data!: AttemptDto[];
}

/** How a task looks from outside. */
export function toTaskDto({ task, output, now, queuePosition }: TaskView): TaskDto {
  const { task_id, status, ...rest } = toTaskSummaryDto(task, now);
  return {
    task_id,
    status,
    content: task.content,
    messages: task.messages?.map(({ role, content }) => ({ role, content })) ?? null,
    result: hasResult(task) ? output : null,
    ...rest,
    queue_position: queuePosition,
  };
}

/** How a task looks in a list; `now` is Redis' time of the reading. */
export const toTaskSummaryDto = (task: TaskSummary, now: number): TaskSummaryDto => ({
  task_id: task.id,
  status: task.status,
  error: toErrorDto(task.error ?? (task.status === 'pending' ? task.lastRefusal : null)),
  client: task.client,
  agent_id: task.agentId,
  session_key: task.sessionKey,
  model: task.model,
  priority: task.priority,
  attempt: task.attempt,
  max_attempts: task.maxAttempts,
  retry: task.retry,
  waiting_for: waitingFor(task, now),
  cancel_requested_at: toTime(task.cancelRequestedAt),
  usage: task.usage,
  metadata: task.metadata,
  simulated: task.simulated,
  created_at: toIso(task.createdAt),
  updated_at: toIso(task.updatedAt),
  started_at: toTime(task.startedAt),
  finished_at: toTime(task.finishedAt),
  run_at: toTime(task.runAt),
  next_attempt_at: toTime(task.nextAttemptAt),
  expires_at: toIso(task.expiresAt),
});

export const toAttemptDto = (attempt: Attempt): AttemptDto => ({
  number: attempt.number,
  worker: attempt.worker,
  started_at: toIso(attempt.startedAt),
  ended_at: toTime(attempt.endedAt),
  outcome: attempt.outcome,
  error: toErrorDto(attempt.error),
});

/** A tag that is another whenever anything of {@link toTaskDto} is (RFC 9110, section 8.8.3). */
export function etagOf({ task, output, now, queuePosition }: TaskView): string {
  const bytes = Buffer.byteLength(output);
  const place = `${waitingFor(task, now) ?? ''}.${queuePosition ?? ''}`;
  return `W/"${task.version}.${task.delivery}.${bytes}.${place}"`;
}

/** Only a task that ran has said something, and be it nothing. */
const hasResult = ({ status, startedAt }: Task): boolean =>
  status !== 'pending' && startedAt !== null;

function waitingFor(task: TaskSummary, now: number): WaitingFor | null {
  if (task.status !== 'pending') return null;
  if (task.nextAttemptAt !== null && task.nextAttemptAt > now) {
    return task.lastRefusal?.code.startsWith('v1_') ? 'v1' : 'retry';
  }
  return task.runAt !== null && task.runAt > now ? 'run_at' : 'worker';
}

const toErrorDto = (error: TaskError | null): TaskErrorDto | null =>
  error && { code: error.code, message: error.message, v1_status: error.v1Status };

const toIso = (time: number): string => new Date(time).toISOString();
const toTime = (time: number | null): string | null => (time === null ? null : toIso(time));
