import type { TaskErrorCode } from './error.codes.js';

export const TASK_STATUSES = ['pending', 'running', 'completed', 'failed', 'cancelled'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];
export type TerminalStatus = Extract<TaskStatus, 'completed' | 'failed' | 'cancelled'>;

/**
 * What happens to a task whose run may have begun at V1 and then failed: `safe` ends it, because a
 * second run could send the mail or pay the bill again; `always` runs it again (at least once).
 */
export const RETRY_POLICIES = ['safe', 'always'] as const;
export type RetryPolicy = (typeof RETRY_POLICIES)[number];

export const CHAT_ROLES = ['system', 'user', 'assistant'] as const;

export interface ChatMessage {
  readonly role: (typeof CHAT_ROLES)[number];
  readonly content: string;
}

/** How the model is to choose its words; V1 passes it on, and a model may not know all of it. */
export interface Sampling {
  readonly temperature?: number;
  readonly top_p?: number;
  /** Longest answer, in tokens. */
  readonly max_tokens?: number;
  readonly frequency_penalty?: number;
  readonly presence_penalty?: number;
  readonly seed?: number;
  /** The answer ends before any of these. */
  readonly stop?: readonly string[];
}

/** Tokens, as V1 counts them. */
export interface Usage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
}

/** Why an answer is complete: it was said in full, or it was cut at the most tokens it may have. */
export const FINISH_REASONS = ['stop', 'length'] as const;
export type FinishReason = (typeof FINISH_REASONS)[number];

/** Why a task failed, or why V1 last refused it. */
export interface TaskError {
  readonly code: TaskErrorCode;
  readonly message: string;
  /** HTTP status that V1 answered with, where it answered. */
  readonly v1Status: number | null;
}

/** What the caller asked for; it does not change during the task's life. */
export interface TaskRequest {
  readonly content: string | null;
  readonly messages: readonly ChatMessage[] | null;
  readonly agentId: string;
  readonly sessionKey: string | null;
  readonly model: string;
  /** 0..9, higher first. */
  readonly priority: number;
  readonly retry: RetryPolicy;
  /** Longest time of one run, in ms. */
  readonly timeoutMs: number;
  /** Longest time in pending, in ms. */
  readonly expiresInMs: number;
  readonly metadata: Readonly<Record<string, string>> | null;
  readonly sampling: Sampling | null;
}

/** A task as it is stored. Times are milliseconds since 1970 by Redis' clock. */
export interface Task extends TaskRequest {
  readonly id: string;
  /** Who submitted it; scopes idempotency keys and V1 sessions. */
  readonly client: string;
  readonly status: TaskStatus;
  /** Rises with every change; a change is accepted only on the version it was decided on. */
  readonly version: number;
  /** Rises with every transition into pending; a job carries one delivery of one task. */
  readonly delivery: number;
  /** Counts the outputs: rises whenever what was said so far is dropped. */
  readonly outputNumber: number;
  /** Steps of its runs that were told so far, ever. */
  readonly progressCount: number;
  /** Runs begun so far. */
  readonly attempt: number;
  /** Runs it may have in all; a retry by hand raises it by {@link attemptsGranted}. */
  readonly maxAttempts: number;
  readonly attemptsGranted: number;
  /** Waits in a row since the task was submitted or retried by hand; backoff grows with it. */
  readonly backoffs: number;
  /** How long after its next look an owed delivery is looked after again, in ms. */
  readonly owedWaitMs: number;
  /** Claim of the run that holds, or held last, the task. */
  readonly token: string | null;
  readonly worker: string | null;
  /** Whether whoever comes next can find its run in V1: one that lost its worker goes on there. */
  readonly rejoinable: boolean;
  /** How often its run was taken up again. */
  readonly rejoins: number;
  readonly error: TaskError | null;
  /** Why the last run was refused before it began. */
  readonly lastRefusal: TaskError | null;
  readonly usage: Usage | null;
  /** Null until it completed. */
  readonly finishReason: FinishReason | null;
  readonly simulated: boolean;
  readonly idempotencyKey: string | null;
  /** What the surface that took the task keeps with it to show it its own way; never read by us. */
  readonly annotations: Readonly<Record<string, unknown>> | null;
  /** The trace that it was submitted in (W3C Trace Context). */
  readonly traceparent: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly cancelRequestedAt: number | null;
  /** When the caller wants it to run at the earliest. */
  readonly runAt: number | null;
  /** When the next try after a refusal or a failed run is due. */
  readonly nextAttemptAt: number | null;
  readonly expiresAt: number;
}

export const ATTEMPT_OUTCOMES = [
  'running',
  'completed',
  'failed',
  'cancelled',
  'not_begun',
] as const;

/** One run of a task. */
export interface Attempt {
  /** Counts the runs that began; one that did not has the number of the next. */
  readonly number: number;
  readonly worker: string | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly outcome: (typeof ATTEMPT_OUTCOMES)[number];
  readonly error: TaskError | null;
}

export const isTerminal = (status: TaskStatus): status is TerminalStatus =>
  status === 'completed' || status === 'failed' || status === 'cancelled';

/** When a pending task may begin. */
export const dueAt = (task: Task): number => task.nextAttemptAt ?? task.runAt ?? task.createdAt;
