import { ChatMessageDto } from '../tasks/create-task.dto.js';
import { type RetryPolicy, type Task, type TaskError, type TaskStatus } from '../tasks/task.js';
import type { TaskSnapshot } from '../tasks/task.store.js';

export const WAITING_FOR = ['run_at', 'retry', 'v1', 'worker'] as const;
export type WaitingFor = (typeof WAITING_FOR)[number];

/** The answer to a task that was accepted. */
export class SubmittedTaskDto {
  /** Under this id the task is found from now on. */
  task_id!: string;

  /** @example "pending" */
  status!: 'pending';

  /** The same in words. */
  message!: string;
}

/** Why a task failed, or why V1 refused it the last time. */
export class TaskErrorDto {
  /** @example "v1_refused" */
  code!: string;

  message!: string;

  /** HTTP status that V1 answered with, where it answered. */
  v1_status!: number | null;
}

/** Tokens, as V1 counts them. */
export class UsageDto {
  prompt_tokens!: number;
  completion_tokens!: number;
  total_tokens!: number;
}

/** A task. Times are ISO 8601 in UTC. */
export class TaskDto {
  task_id!: string;
  status!: TaskStatus;
  content!: string | null;
  messages!: ChatMessageDto[] | null;

  /** What V1 answered; while it runs, what it has said so far; null while the task waits. */
  result!: string | null;
  error!: TaskErrorDto | null;
  agent_id!: string;
  session_key!: string | null;
  model!: string;
  priority!: number;

  /** Runs begun so far. */
  attempt!: number;

  /** Runs it may have in all under `retry: always`. */
  max_attempts!: number;
  retry!: RetryPolicy;

  /** Why a pending task waits: for its time, for a next try, for V1, for a free worker. */
  waiting_for!: WaitingFor | null;
  cancel_requested_at!: string | null;
  usage!: UsageDto | null;
  metadata!: Record<string, string> | null;

  /** Whether it was not a real OpenClaw that ran it. */
  simulated!: boolean;
  created_at!: string;
  updated_at!: string;
  started_at!: string | null;
  finished_at!: string | null;
  run_at!: string | null;
  next_attempt_at!: string | null;
  expires_at!: string;
}

/** How a task looks from outside. */
export function toTaskDto({ task, output, now }: TaskSnapshot): TaskDto {
  return {
    task_id: task.id,
    status: task.status,
    content: task.content,
    messages: task.messages?.map(({ role, content }) => ({ role, content })) ?? null,
    result: hasResult(task) ? output : null,
    error: toErrorDto(task.error ?? (task.status === 'pending' ? task.lastRefusal : null)),
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
  };
}

/** Only a task that ran has said something, and be it nothing. */
const hasResult = ({ status, startedAt }: Task): boolean =>
  status !== 'pending' && startedAt !== null;

function waitingFor(task: Task, now: number): WaitingFor | null {
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
