import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { CreateTaskDto } from '../../tasks/create-task.dto.js';
import {
  StoreUnavailableError,
  TaskConflictError,
  TaskNotFoundError,
} from '../../tasks/task.errors.js';
import { type Submitter, TaskService, type TaskView } from '../../tasks/task.service.js';
import { isTerminal } from '../../tasks/task.js';
import type { TaskTail } from '../../tasks/task.store.js';
import { TaskWaiter } from '../../tasks/task.waiter.js';
import { type Seen, type Sight, TaskWatcher } from '../../tasks/task.watcher.js';
import { untilAnswered } from '../../tasks/until-answered.js';
import { OpenRequests } from '../open-requests.js';
import { stopping, stored } from './openai.error.js';

/** How long the store is asked for what was just stored there, in ms. */
const READ_MS = 10_000;
/** How long the store is asked to cancel what nobody waits for any more, in ms. */
const CANCEL_MS = 60_000;
const WATCH_AGAIN_MS = 500;

/** A task whose caller waits for it. */
export interface HeldTask {
  readonly id: string;
  /** Aborts when the caller leaves or the process stops. */
  readonly signal: AbortSignal;
}

/** Tasks whose callers hold the connection. One that leaves does not want the result any more. */
@Injectable()
export class HeldTasks {
  private readonly logger = new Logger(HeldTasks.name);

  constructor(
    private readonly tasks: TaskService,
    private readonly waiter: TaskWaiter,
    private readonly watcher: TaskWatcher,
    private readonly requests: OpenRequests,
  ) {}

  /**
   * Submits a task that is cancelled when the caller leaves before its answer is complete; unless it has
   * an idempotency key: then whoever sends the same again gets the answer.
   * @throws as TaskService.submit; TooManyWaitersError, before anything is stored
   */
  async submit(request: CreateTaskDto, by: Submitter, reply: FastifyReply): Promise<HeldTask> {
    const signal = this.requests.enter(reply);
    const { id } = await this.tasks.submit(request, by);
    if (by.idempotencyKey === null) this.cancelWhenLeft(id, reply);
    return { id, signal };
  }

  /**
   * Waits until a task has ended, however long.
   * @throws TaskNotFoundError; OpenAiError where the process stops before
   */
  async ended({ id, signal }: HeldTask): Promise<TaskView> {
    for (;;) {
      const hasEnded = await this.ask(id, signal, () => this.waiter.untilEnded(id, signal));
      if (!hasEnded) throw stopping(id);
      const view = await this.whole(id, signal);
      // Or somebody had it run again in between.
      if (isTerminal(view.task.status)) return view;
    }
  }

  /** A task and how much it has said. @throws TaskNotFoundError, OpenAiError */
  look({ id, signal }: HeldTask): Promise<TaskTail> {
    return this.ask(id, signal, () => this.tasks.look(id));
  }

  /** A task with all its output. @throws TaskNotFoundError, OpenAiError */
  whole(id: string, signal = AbortSignal.timeout(READ_MS)): Promise<TaskView> {
    return this.ask(id, signal, () => this.tasks.get(id));
  }

  /** Follows a task; goes on where it was when the store does not answer for a while. */
  async *follow(id: string, from: Seen, signal: AbortSignal): AsyncGenerator<Sight, void, void> {
    let seen = from;
    while (!signal.aborted) {
      try {
        for await (const sight of this.watcher.watch(id, seen, signal)) {
          seen = 'seen' in sight ? sight.seen : seen;
          yield sight;
        }
        return;
      } catch (error) {
        if (!(error instanceof StoreUnavailableError)) throw error;
        yield { type: 'quiet' };
        await delay(WATCH_AGAIN_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /**
   * Asks about a task that is known to be stored: that the store does not answer for a while is no reason
   * to give up.
   */
  private async ask<T>(id: string, signal: AbortSignal, call: () => Promise<T>): Promise<T> {
    try {
      return await untilAnswered(call, signal);
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      throw this.requests.isStopping ? stopping(id) : stored(id);
    }
  }

  private cancelWhenLeft(id: string, { raw }: FastifyReply): void {
    const cancel = (): void => {
      const hasLeft = !raw.writableFinished && !this.requests.isStopping;
      if (hasLeft) void this.cancel(id);
    };
    if (raw.destroyed) cancel();
    else raw.once('close', cancel);
  }

  private async cancel(id: string): Promise<void> {
    try {
      await untilAnswered(() => this.tasks.cancel(id), AbortSignal.timeout(CANCEL_MS));
    } catch (error) {
      // It had ended already.
      if (error instanceof TaskConflictError || error instanceof TaskNotFoundError) return;
      this.logger.warn({ err: error, task_id: id }, 'A task that nobody waits for goes on');
    }
  }
}
