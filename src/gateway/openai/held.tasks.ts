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
import type { TaskTail } from '../../tasks/task.store.js';
import { TaskWaiter } from '../../tasks/task.waiter.js';
import { type Seen, type Sight, TaskWatcher } from '../../tasks/task.watcher.js';
import { untilAnswered } from '../../tasks/until-answered.js';
import { OpenRequests } from '../open-requests.js';
import { stopping } from './chat-completion.view.js';

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
   * Submits a task that is cancelled when the caller leaves before its answer is complete; unless its
   * idempotency key had stored it before: then it is another caller's, too.
   * @throws as TaskService.submit; TooManyWaitersError, before anything is stored
   */
  async submit(request: CreateTaskDto, by: Submitter, reply: FastifyReply): Promise<HeldTask> {
    const signal = this.requests.enter(reply);
    const { id, replayed } = await this.tasks.submit(request, by);
    if (!replayed) this.cancelWhenLeft(id, reply);
    return { id, signal };
  }

  /**
   * Waits until the task has ended, however long. It is stored, so a store that does not answer for a
   * while is no reason to give up.
   * @throws TaskNotFoundError, StoreUnavailableError; OpenAiError where the process stops before
   */
  async ended({ id, signal }: HeldTask): Promise<TaskView> {
    const hasEnded = await untilAnswered(() => this.waiter.untilEnded(id, signal), signal);
    if (!hasEnded) throw stopping(id);
    return this.whole(id, signal);
  }

  /** A task and how much it has said; asks until the store answers or the signal aborts. */
  look({ id, signal }: HeldTask): Promise<TaskTail> {
    return untilAnswered(() => this.tasks.look(id), signal);
  }

  /** A task with all its output; asks until the store answers or the signal aborts. @throws as ended */
  whole(id: string, signal: AbortSignal): Promise<TaskView> {
    return untilAnswered(() => this.tasks.get(id), signal);
  }

  /** Follows a task; goes on where it was when the store does not answer for a while. */
  async *follow(id: string, from: Seen, signal: AbortSignal): AsyncGenerator<Sight, void, void> {
    let [seen, known] = [from, false];
    while (!signal.aborted) {
      try {
        for await (const sight of this.watcher.watch(id, seen, signal)) {
          known = true;
          seen = 'seen' in sight ? sight.seen : seen;
          yield sight;
        }
        return;
      } catch (error) {
        if (!known || !(error instanceof StoreUnavailableError)) throw error;
        await delay(WATCH_AGAIN_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private cancelWhenLeft(id: string, { raw }: FastifyReply): void {
    const cancel = (): void => {
      if (!raw.writableFinished) void this.cancel(id);
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
