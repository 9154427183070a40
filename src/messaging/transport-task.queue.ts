import { Injectable } from '@nestjs/common';
import { lastValueFrom } from 'rxjs';
import { QueueClient } from '../queue/queue.client.js';
import { QueueRecordBuilder } from '../queue/queue.record.js';
import type { Task } from '../tasks/task.js';
import {
  TASK_CANCEL,
  TASK_RUN,
  type TaskCancelMessage,
  type TaskRunMessage,
} from '../tasks/task.messages.js';
import { TaskQueue } from '../tasks/task.queue.js';
import { ControlClient } from './control.transport.js';

type Delivery = Pick<Task, 'id' | 'delivery' | 'priority'> & Partial<Pick<Task, 'rejoinable'>>;

/** {@link TaskQueue} on the two transports: work over the durable queue, control over pub/sub. */
@Injectable()
export class TransportTaskQueue extends TaskQueue {
  constructor(
    private readonly work: QueueClient,
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

/** BullMQ runs low numbers first, and 0 before all others; ours is 0 to 9, higher first. */
const queuePriority = ({ priority, rejoinable = false }: Delivery): number =>
  rejoinable ? 0 : 10 - priority;
