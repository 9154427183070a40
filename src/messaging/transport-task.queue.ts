import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { lastValueFrom } from 'rxjs';
import { QueueClient } from '../queue/queue.client.js';
import { QueueRecordBuilder } from '../queue/queue.record.js';
import { HIGHEST_PRIORITY } from '../tasks/create-task.dto.js';
import type { Task } from '../tasks/task.js';
import {
  TASK_BURST,
  TASK_CANCEL,
  TASK_RUN,
  type TaskBurstMessage,
  type TaskCancelMessage,
  type TaskRunMessage,
} from '../tasks/task.messages.js';
import { TaskQueue } from '../tasks/task.queue.js';
import { BurstClient } from './burst.transport.js';
import { ControlClient } from './control.transport.js';

type Delivery = Pick<Task, 'id' | 'delivery' | 'priority'> & Partial<Pick<Task, 'rejoinable'>>;

/** From how many deliveries of one turn of the event loop on they are a burst, and how many it has at most. */
const BURST = { least: 8, most: 50 } as const;

/** {@link TaskQueue} on the transports: work and bursts of it over durable queues, control over pub/sub. */
@Injectable()
export class TransportTaskQueue extends TaskQueue {
  private readonly newcomers = new DataLoader(
    (deliveries: readonly Delivery[]) => this.deliverTogether(deliveries),
    { cache: false, maxBatchSize: BURST.most, batchScheduleFn: setImmediate },
  );

  constructor(
    private readonly work: QueueClient,
    private readonly bursts: BurstClient,
    private readonly control: ControlClient,
  ) {
    super();
  }

  override async deliver(task: Delivery, inMs: number): Promise<void> {
    const message: TaskRunMessage = { task_id: task.id, delivery: task.delivery };
    const record = new QueueRecordBuilder(message)
      .setJobId(jobIdOf(task))
      .setPriority(queuePriority(task))
      .setDelay(inMs)
      .build();
    await lastValueFrom(this.work.emit(TASK_RUN, record), { defaultValue: undefined });
  }

  override deliverNew(task: Delivery): Promise<void> {
    return this.newcomers.load(task);
  }

  private async deliverTogether(tasks: readonly Delivery[]): Promise<(undefined | Error)[]> {
    if (tasks.length >= BURST.least) {
      await this.deliverBurst(tasks);
      return tasks.map(() => undefined);
    }
    const all = await Promise.allSettled(tasks.map((task) => this.deliver(task, 0)));
    return all.map((each) =>
      each.status === 'rejected'
        ? new Error('The task was not queued', { cause: each.reason })
        : undefined,
    );
  }

  private async deliverBurst(tasks: readonly Delivery[]): Promise<void> {
    const message: TaskBurstMessage = {
      deliveries: tasks.map(({ id, delivery, priority }) => ({ task_id: id, delivery, priority })),
    };
    await lastValueFrom(this.bursts.emit(TASK_BURST, message), { defaultValue: undefined });
  }

  override position(task: Delivery): Promise<number | null> {
    return this.work.position(jobIdOf(task));
  }

  override hasten(task: Delivery): Promise<void> {
    return this.work.promote(jobIdOf(task));
  }

  override async withdraw(task: Delivery): Promise<void> {
    await this.work.remove(jobIdOf(task));
  }

  override async cancel({ id, delivery }: Delivery): Promise<void> {
    const message: TaskCancelMessage = { task_id: id, delivery };
    await lastValueFrom(this.control.emit(TASK_CANCEL, message), { defaultValue: undefined });
  }
}

const jobIdOf = ({ id, delivery }: Delivery): string => `${id}.${delivery}`;

/** BullMQ runs low numbers first, and 0 before all others; ours run higher ones first, from 0 on. */
const queuePriority = ({ priority, rejoinable = false }: Delivery): number =>
  rejoinable ? 0 : 1 + HIGHEST_PRIORITY - priority;
