import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { CreateTaskDto } from './create-task.dto.js';
import {
  ContentTooLargeError,
  IdempotencyKeyReusedError,
  InvalidTaskError,
  QueueFullError,
  TaskConflictError,
  TaskNotFoundError,
} from './task.errors.js';
import { TaskQueue } from './task.queue.js';
import { TaskSettings } from './task.settings.js';
import { type TaskDraft, type TaskSnapshot, TaskStore } from './task.store.js';
import { TaskTransitions } from './task.transitions.js';
import type { Task } from './task.js';

/** A run that may have begun is run at most once more often than this under `retry: always`. */
const DEFAULT_MAX_ATTEMPTS = 3;
const DEFAULT_PRIORITY = 5;

export interface Submitted {
  readonly id: string;
  /** Whether the idempotency key had stored it before. */
  readonly replayed: boolean;
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
  ) {}

  /**
   * Stores a task and queues it. Once this answers the task is kept: should queueing fail, the
   * reconciler queues it later.
   * @throws ContentTooLargeError, InvalidTaskError, QueueFullError, IdempotencyKeyReusedError
   */
  async submit(
    request: CreateTaskDto,
    client: string,
    idempotencyKey: string | null,
  ): Promise<Submitted> {
    const draft = this.draft(request, client, idempotencyKey);
    const created = await this.store.create(draft);
    switch (created.type) {
      case 'full':
        throw new QueueFullError(this.settings.maxQueueDepth);
      case 'reused':
        throw new IdempotencyKeyReusedError(created.id);
      case 'replayed':
        return { id: created.id, replayed: true };
      case 'created':
        this.deliverInBackground({ ...draft, delivery: 1 }, draft.runInMs ?? 0);
        return { id: draft.id, replayed: false };
    }
  }

  /** @throws TaskNotFoundError */
  async get(id: string): Promise<TaskSnapshot> {
    const snapshot = await this.store.read(id, { output: true });
    if (!snapshot) throw new TaskNotFoundError(id);
    return snapshot;
  }

  /**
   * Cancels a task that waits at once; asks the worker of one that runs to stop it at V1.
   * @throws TaskNotFoundError; TaskConflictError if it completed or failed
   */
  async cancel(id: string): Promise<TaskSnapshot> {
    const applied = await this.transitions.apply(id, { type: 'cancel' });
    if (applied.type === 'missing') throw new TaskNotFoundError(id);
    if (applied.type === 'refused') throw new TaskConflictError(id, 'cancel', applied.task.status);
    const { task } = applied;
    if (task.status === 'running') this.inBackground(this.queue.cancel(id), id);
    else if (applied.type === 'changed') this.inBackground(this.queue.withdraw(task), id);
    return this.get(id);
  }

  /**
   * Puts a failed or cancelled task back to pending under the same id, with its attempts anew.
   * @throws TaskNotFoundError; TaskConflictError unless it failed or was cancelled
   */
  async retry(id: string): Promise<TaskSnapshot> {
    const applied = await this.transitions.apply(id, { type: 'retry' });
    if (applied.type === 'missing') throw new TaskNotFoundError(id);
    if (applied.type === 'refused') throw new TaskConflictError(id, 'retry', applied.task.status);
    this.deliverInBackground(applied.task, 0);
    return this.get(id);
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

  private draft(request: CreateTaskDto, client: string, idempotencyKey: string | null): TaskDraft {
    const { content = null, messages = null, retry = 'safe' } = request;
    const { settings } = this;
    const bytes = Buffer.byteLength(content ?? JSON.stringify(messages));
    if (bytes > settings.maxContentBytes) {
      throw new ContentTooLargeError(bytes, settings.maxContentBytes);
    }
    if (content !== null && messages) {
      throw new InvalidTaskError('messages', 'messages and content exclude each other');
    }
    if (messages && !messages.some(({ role }) => role === 'user')) {
      throw new InvalidTaskError('messages', 'messages must have one of role user');
    }
    return {
      id: uuidv7(),
      client,
      content,
      messages,
      agentId: request.agent_id ?? settings.v1AgentId,
      sessionKey: request.session_key ?? null,
      model: request.model ?? settings.v1Model,
      priority: request.priority ?? DEFAULT_PRIORITY,
      retry,
      maxAttempts: request.max_attempts ?? DEFAULT_MAX_ATTEMPTS,
      timeoutMs: request.timeout_ms ?? settings.taskTimeoutMs,
      expiresInMs: request.expires_in_ms ?? settings.taskExpiresMs,
      metadata: request.metadata ?? null,
      idempotencyKey,
      runInMs: runInMs(request),
      requestHash: createHash('sha256').update(JSON.stringify(request)).digest('base64url'),
    };
  }
}

function runInMs({ run_at: runAt, delay_ms: delayMs }: CreateTaskDto): number | null {
  if (runAt === undefined) return delayMs ?? null;
  if (delayMs !== undefined) {
    throw new InvalidTaskError('delay_ms', 'delay_ms and run_at exclude each other');
  }
  return Math.max(0, Date.parse(runAt) - Date.now());
}
