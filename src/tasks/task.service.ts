import { Injectable, Logger } from '@nestjs/common';
import { CreateTaskDto } from './create-task.dto.js';
import {
  DomainError,
  IdempotencyKeyReusedError,
  NotAcknowledgedError,
  QueueFullError,
  StoreUnavailableError,
  TaskConflictError,
  TaskNotFoundError,
} from './task.errors.js';
import { type DraftedBy, draftOf } from './task.draft.js';
import type { Progress } from './progress.js';
import { SUBMIT_REFUSALS, type SubmitRefusal, TaskMetrics } from './task.metrics.js';
import { TaskQueue } from './task.queue.js';
import { TaskSettings } from './task.settings.js';
import {
  type TaskDraft,
  type TaskFilter,
  type TaskPage,
  type TaskSnapshot,
  TaskStore,
  type TaskTail,
} from './task.store.js';
import { TaskTransitions } from './task.transitions.js';
import { type Attempt, isTerminal, type Task } from './task.js';
import { readTraceparent, traceOf } from './traceparent.js';

export interface Submitted {
  readonly id: string;
  /** Whether the idempotency key had stored it before. */
  readonly replayed: boolean;
}

/** Who submits a task, and how. */
export interface Submitter {
  readonly client: string;
  readonly idempotencyKey: string | null;
  /** The header as it came; ignored where it is not valid. */
  readonly traceparent?: string | undefined;
  /** Whether a task without a session key gets a session named after itself, to be gone on with. */
  readonly hasOwnSession?: boolean;
  /** What the caller of this keeps with the task. */
  readonly annotations?: Task['annotations'];
}

/** A task as it is shown: as it was read, and in which place it waits. */
export interface TaskView extends TaskSnapshot {
  readonly queuePosition: number | null;
}

/** What a caller can do with tasks. Every method may raise StoreUnavailableError. */
@Injectable()
export class TaskService {
  private readonly logger = new Logger(TaskService.name);

  constructor(
    private readonly store: TaskStore,
    private readonly queue: TaskQueue,
    private readonly transitions: TaskTransitions,
    private readonly settings: TaskSettings,
    private readonly metrics: TaskMetrics,
  ) {}

  /**
   * Stores a task and queues it. Once this answers the task is kept: should queueing fail, the
   * reconciler queues it later.
   * @throws NotAcknowledgedError, ContentTooLargeError, InvalidTaskError, QueueFullError, IdempotencyKeyReusedError
   */
  async submit(request: CreateTaskDto, submitter: Submitter): Promise<Submitted> {
    const { client, idempotencyKey, annotations = null, hasOwnSession = false } = submitter;
    const traceparent = readTraceparent(submitter.traceparent);
    const by = { client, idempotencyKey, annotations, traceparent, hasOwnSession };
    try {
      const submitted = await this.create(request, by);
      this.metrics.submitted(submitted.replayed ? 'replayed' : 'accepted');
      this.log(submitted.id, submitted.replayed ? 'was submitted before' : 'accepted', traceOf(by));
      return submitted;
    } catch (error) {
      this.metrics.submitRefused(refusalOf(error));
      throw error;
    }
  }

  private async create(request: CreateTaskDto, by: DraftedBy): Promise<Submitted> {
    const draft = draftOf(request, by, this.settings);
    const created = await this.store.create(draft).catch((error: unknown) => {
      throw error instanceof StoreUnavailableError ? new NotAcknowledgedError(error) : error;
    });
    switch (created.type) {
      case 'full':
        throw new QueueFullError(this.settings.maxQueueDepth);
      case 'reused':
        throw new IdempotencyKeyReusedError(created.id);
      case 'replayed':
        // The process that stored it may not have got to the queue. Begin lets it through once.
        this.deliverInBackground({ ...draft, id: created.id, delivery: 1 }, draft.runInMs ?? 0);
        return { id: created.id, replayed: true };
      case 'created':
        this.deliverNewInBackground(draft);
        return { id: draft.id, replayed: false };
    }
  }

  /** @throws TaskNotFoundError */
  async get(id: string): Promise<TaskView> {
    const snapshot = await this.store.read(id, { output: true });
    if (!snapshot) throw new TaskNotFoundError(id);
    const waits = snapshot.task.status === 'pending';
    // The place is a courtesy: that the queue does not tell is no reason to tell nothing.
    const position = waits ? this.queue.position(snapshot.task).catch(() => null) : null;
    return { ...snapshot, queuePosition: await position };
  }

  /** A task and how much it has said, without what it said. @throws TaskNotFoundError */
  async look(id: string): Promise<TaskTail> {
    const tail = await this.store.readFrom(id, { outputNumber: 0, offset: 0, progress: 0 }, 0);
    if (!tail) throw new TaskNotFoundError(id);
    return tail;
  }

  list(filter: TaskFilter, cursor: string | null, limit: number): Promise<TaskPage> {
    return this.store.list(filter, cursor, limit);
  }

  /** The newest runs of a task, the oldest of them first. @throws TaskNotFoundError */
  async attempts(id: string): Promise<Attempt[]> {
    const snapshot = await this.store.read(id);
    if (!snapshot) throw new TaskNotFoundError(id);
    const ended = await this.store.attempts(id);
    const { status, attempt: number, worker, startedAt } = snapshot.task;
    // Where it ended between the two readings, it stands among the others.
    const isListed = ended.at(-1)?.startedAt === startedAt;
    if (status !== 'running' || startedAt === null || isListed) return ended;
    return [
      ...ended,
      { number, worker, startedAt, outcome: 'running', endedAt: null, error: null },
    ];
  }

  /** The newest steps of a task's runs, the oldest of them first. @throws TaskNotFoundError */
  async progress(id: string): Promise<Progress[]> {
    if (!(await this.store.read(id))) throw new TaskNotFoundError(id);
    return this.store.progress(id);
  }

  /** Removes a task that has ended. @throws TaskNotFoundError; TaskConflictError while it has not */
  async remove(id: string): Promise<void> {
    const applied = await this.transitions.apply(id, { type: 'remove' });
    if (applied.type === 'missing') throw new TaskNotFoundError(id);
    if (applied.type === 'refused') throw new TaskConflictError(id, 'remove', applied.task.status);
    this.log(id, 'removed', traceOf(applied.task));
  }

  /**
   * Cancels a task that waits at once; asks the worker of one that runs, or the next one where the run
   * goes on without, to stop it at V1.
   * @returns whether it was a run that was asked to stop
   * @throws TaskNotFoundError; TaskConflictError if it completed or failed
   */
  async cancel(id: string): Promise<'cancelled' | 'asked'> {
    const applied = await this.transitions.apply(id, { type: 'cancel' });
    if (applied.type === 'missing') throw new TaskNotFoundError(id);
    if (applied.type === 'refused') throw new TaskConflictError(id, 'cancel', applied.task.status);
    const { task } = applied;
    const asked = !isTerminal(task.status);
    if (task.status === 'running') this.inBackground(this.queue.cancel(task), id);
    else if (asked) this.inBackground(this.queue.hasten(task), id);
    else if (applied.type === 'changed') this.inBackground(this.queue.withdraw(task), id);
    this.log(id, asked ? 'asked to stop' : 'cancelled', traceOf(task));
    return asked ? 'asked' : 'cancelled';
  }

  /**
   * Puts a failed or cancelled task back to pending under the same id, with its attempts anew.
   * @throws TaskNotFoundError; TaskConflictError unless it failed or was cancelled
   */
  async retry(id: string): Promise<void> {
    const applied = await this.transitions.apply(id, { type: 'retry' });
    if (applied.type === 'missing') throw new TaskNotFoundError(id);
    if (applied.type === 'refused') throw new TaskConflictError(id, 'retry', applied.task.status);
    this.deliverInBackground(applied.task, 0);
    this.log(id, 'put back to be run again', traceOf(applied.task));
  }

  private deliverNewInBackground({ id, priority, runInMs }: TaskDraft): void {
    const task = { id, priority, delivery: 1 };
    if (runInMs) this.deliverInBackground(task, runInMs);
    else this.inBackground(this.queue.deliverNew(task), id);
  }

  private deliverInBackground(
    task: Pick<Task, 'id' | 'delivery' | 'priority'>,
    inMs: number,
  ): void {
    this.inBackground(this.queue.deliver(task, inMs), task.id);
  }

  private inBackground(work: Promise<void>, id: string): void {
    work.catch((error: unknown) => {
      this.logger.warn({ err: error, task_id: id }, 'The queue was not reached; it will be later');
    });
  }

  private log(id: string, what: string, more: object): void {
    this.logger.log({ task_id: id, ...more }, `Task ${what}`);
  }
}

/** What a failed submit counts as. */
const refusalOf = (error: unknown): SubmitRefusal =>
  SUBMIT_REFUSALS.find((code) => error instanceof DomainError && code === error.code) ??
  'internal_error';
