import { ChatMessageDto, SamplingDto } from '../tasks/create-task.dto.js';
import type { TaskErrorCode } from '../tasks/error.codes.js';
import type { ATTEMPT_OUTCOMES, FinishReason, RetryPolicy, TaskStatus } from '../tasks/task.js';

export const WAITING_FOR = ['run_at', 'retry', 'v1', 'worker', 'rejoin'] as const;
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
 * Why a task failed, or how its last try ended.
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

  /** Why it failed; while it waits for a next try, how the last one ended. */
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

  /** Runs so far, but for those that V1 could not take at the moment. */
  attempt!: number;

  /** Runs it may have in all under `retry: always`. */
  max_attempts!: number;

  /** What happens when a run that may have begun fails. */
  retry!: RetryPolicy;

  /**
   * Why a pending task waits: for its time, for a next try, for V1, for a free worker, or for one that
   * takes its run up again, which goes on in V1.
   */
  waiting_for!: WaitingFor | null;

  /** When its cancelling was asked for while it ran. */
  cancel_requested_at!: string | null;

  /** Tokens, where V1 counted them. */
  usage!: UsageDto | null;

  /** `length`: the answer was cut at the most tokens it may have; null until it completed. */
  finish_reason!: FinishReason | null;

  /** As it was sent. */
  metadata!: Record<string, string> | null;

  /** How the model is to choose its words, as it was sent. */
  sampling!: SamplingDto | null;

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

/** What came of an operation on many tasks. */
export class BulkResultDto {
  /** Tasks it was done to; runs that are being stopped are among them. */
  changed!: number;

  /** Tasks that match, and whose status does not allow it. */
  skipped!: number;

  /** Sent as `cursor` with the same filters, it goes on; null where all that match were seen. */
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
