import type { TaskErrorCode } from './error.codes.js';
import type { Progress } from './progress.js';
import type { RunClaim } from './run.js';
import type { Attempt, Task, TaskStatus } from './task.js';
import type { Transition } from './task.event.js';

/** A task that is to be stored, by what only its creation decides. */
export type TaskDraft = Pick<
  Task,
  | 'id'
  | 'client'
  | 'content'
  | 'messages'
  | 'agentId'
  | 'sessionKey'
  | 'model'
  | 'priority'
  | 'retry'
  | 'timeoutMs'
  | 'expiresInMs'
  | 'metadata'
  | 'sampling'
  | 'annotations'
  | 'maxAttempts'
  | 'idempotencyKey'
  | 'traceparent'
> & {
  /** How long from now it is due, in ms; `null`: at once. */
  readonly runInMs: number | null;
  /** Digest of the request, compared when the idempotency key comes again; null without a key. */
  readonly requestHash: string | null;
};

export type Created =
  | { readonly type: 'created' }
  /** The key was used for this task before, with the same request. */
  | { readonly type: 'replayed'; readonly id: string }
  /** The key was used for this task before, with another request. */
  | { readonly type: 'reused'; readonly id: string }
  | { readonly type: 'full' };

/** A task as it was at one moment. */
export interface TaskSnapshot {
  readonly task: Task;
  /** Redis' time of the reading, in ms since 1970. */
  readonly now: number;
  /** What V1 has said so far; empty unless it was asked for. */
  readonly output: string;
}

/** A place in one output of a task: its UTF-8 bytes before it. */
export interface OutputPosition {
  readonly outputNumber: number;
  readonly offset: number;
  /** Of how many of its steps is known, or was told. */
  readonly progress: number;
}

/** A task, a piece of its output, and some of its steps. */
export interface TaskTail extends TaskSnapshot {
  /** Where the piece begins; 0 where the task has another output than was asked for. */
  readonly offset: number;
  /** UTF-8 bytes of all that there is. */
  readonly length: number;
  /** Steps after those that are known, the oldest first; some may be kept no more. */
  readonly progress: readonly Progress[];
  /** Of how many steps is known with them. */
  readonly progressSeen: number;
}

/** The last piece of a run's output, written together with its end. */
export interface LastOutput {
  /** UTF-8 bytes that stand before it. */
  readonly offset: number;
  readonly text: string;
}

/** What a run has said and done. */
export interface OutputChunk extends RunClaim, LastOutput {
  readonly outputNumber: number;
  readonly progress: readonly Progress[];
  /** Steps that were written before these. */
  readonly progressSeen: number;
}

export type Committed = 'ok' | 'conflict' | 'alive' | 'torn';

/** `lost`: the claim is no longer the task's; `cancel`: written, and the run is asked to stop. */
export type AppendResult = 'ok' | 'cancel' | 'lost';
export type RenewResult = 'ok' | 'cancel' | 'lost';

/** What a worker says of itself with every renewal. */
export interface WorkerReport {
  readonly id: string;
  readonly running: number;
  readonly v1: V1Report;
}

/** What a worker knows of its V1. */
export interface V1Report {
  readonly url: string;
  readonly state: 'up' | 'down' | 'misconfigured' | 'unknown';
  readonly simulated: boolean;
  readonly message: string | null;
  /** What V1 last listed as its models, which name its agents; null: it never did. */
  readonly models: readonly string[] | null;
}

/** Whether runs can begin at a V1; where nobody can tell, they had better not. */
export const takesRuns = ({ state }: V1Report): boolean => state === 'up';

/** Which tasks a list is to have; null: any. */
export interface TaskFilter {
  readonly status: TaskStatus | null;
  readonly agentId: string | null;
  readonly sessionKey: string | null;
  /** Only tasks that failed with this. */
  readonly errorCode: TaskErrorCode | null;
  /** Only tasks created before then, in ms since 1970. */
  readonly before: number | null;
}

/** A task without what may be large: content, messages and output; nor what only a single task needs. */
export type TaskSummary = Omit<Task, 'content' | 'messages' | 'annotations'>;

/** A page of a list, newest first. */
export interface TaskPage {
  readonly tasks: readonly TaskSummary[];
  /** Redis' time of the reading, in ms since 1970. */
  readonly now: number;
  /** Where the next page begins; null: there is none. */
  readonly nextCursor: string | null;
}

export type TaskChange =
  | { readonly type: 'task'; readonly task: TaskSummary }
  | { readonly type: 'deleted'; readonly id: string };

/** Tasks that changed after a moment, as they are now; each once, the latest change last. */
export interface TaskChanges {
  readonly changes: readonly TaskChange[];
  /** Redis' time of the reading, in ms since 1970. */
  readonly now: number;
  /** The moment up to which this tells. */
  readonly cursor: string;
  /** Whether what followed on the moment is remembered no more; then it tells nothing. */
  readonly missed: boolean;
  readonly hasMore: boolean;
}

/** What the store knows of the whole system. */
export interface Overview {
  readonly counts: Readonly<Record<TaskStatus, number>>;
  /** How often tasks have entered each status, ever: rates are differences of it. */
  readonly entered: Readonly<Record<TaskStatus, number>>;
  readonly workers: readonly WorkerReport[];
}

/** Indexes of what is due for a look: owed deliveries, leases, finished tasks whose time is up. */
export const DUE_INDEXES = ['owed', 'leases', 'expiry'] as const;
export type DueIndex = (typeof DUE_INDEXES)[number];

/**
 * Keeps tasks; the only truth about them. Each call is atomic and may be repeated when its answer
 * was lost. Every call may raise StoreUnavailableError, and then may have been executed.
 *
 * Invariant: a task is in the index of all, in exactly one index of status, and in exactly one of
 * owed (pending), leases (running), expiry (terminal).
 */
export abstract class TaskStore {
  /** Stores a new task as pending with its first delivery owed. */
  abstract create(draft: TaskDraft): Promise<Created>;

  /** Reads a task, and its output if asked. */
  abstract read(id: string, options?: { output: boolean }): Promise<TaskSnapshot | null>;

  /**
   * Reads a task and its output from a place on, `max` bytes at most, in whole characters.
   * @throws InvalidTaskError where the place is none in the output
   */
  abstract readFrom(id: string, from: OutputPosition, max: number): Promise<TaskTail | null>;

  /**
   * Applies a change to the task as it was read. `conflict`: it changed meanwhile, and the caller has
   * to read and decide again; `alive`: its lease was to be dead and is not; `torn`: the output that is
   * stored is not what stands before the last piece.
   */
  abstract commit(
    task: Task,
    change: Extract<Transition, { type: 'change' }>,
    lastOutput?: LastOutput,
  ): Promise<Committed>;

  /** Adds pieces of output of any number of runs in one round trip; an answer for each. */
  abstract append(chunks: readonly OutputChunk[]): Promise<AppendResult[]>;

  /** Renews a worker's leases by LEASE_MS and reports the worker alive; an answer for each claim. */
  abstract renew(worker: WorkerReport, claims: readonly RunClaim[]): Promise<RenewResult[]>;

  /** Forgets a worker that stops. */
  abstract forgetWorker(id: string): Promise<void>;

  /** Removes all that a task has, if it is still as it was read. */
  abstract remove(task: Task): Promise<'ok' | 'conflict'>;

  /**
   * Up to `limit` tasks below the cursor, which is a task's id. A page may have fewer and yet not be
   * the last: the tasks looked at for one page are bounded.
   */
  abstract list(filter: TaskFilter, cursor: string | null, limit: number): Promise<TaskPage>;

  /**
   * Tasks that changed after a moment, from `max` changes at most; null: none, only the moment of now.
   * How many changes are remembered is bounded.
   */
  abstract changes(after: string | null, max: number): Promise<TaskChanges>;

  /** The newest steps of a task's runs, the oldest of them first. */
  abstract progress(id: string): Promise<Progress[]>;

  /** How the newest runs of a task ended, the oldest of them first. */
  abstract attempts(id: string): Promise<Attempt[]>;

  /** Up to `limit` tasks whose time in the index has come, the longest due first. */
  abstract due(index: DueIndex, limit: number): Promise<string[]>;

  /** Takes an id off all indexes whose record is gone: a Redis that evicts may have dropped it. */
  abstract dropOrphan(id: string): Promise<void>;

  abstract overview(): Promise<Overview>;
}
