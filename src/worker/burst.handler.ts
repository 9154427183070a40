import { Controller, UseFilters, UsePipes, ValidationPipe } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { BURST_TRANSPORT } from '../messaging/burst.transport.js';
import { QueueExceptionFilter } from '../queue/queue.exception-filter.js';
import { TASK_BURST, TaskBurstMessage } from '../tasks/task.messages.js';
import { TaskQueue } from '../tasks/task.queue.js';

/** Queues tasks that came many at once. A message that this throws on is delivered again. */
@Controller()
@UsePipes(new ValidationPipe({ transform: true }))
@UseFilters(QueueExceptionFilter)
export class BurstHandler {
  constructor(private readonly queue: TaskQueue) {}

  /**
   * Should this end halfway, all of it is done again: what is queued stays as it is, and what has begun by then is
   * refused when it comes once more.
   */
  @EventPattern(TASK_BURST, BURST_TRANSPORT)
  async queueEach(@Payload() { deliveries }: TaskBurstMessage): Promise<void> {
    const queued = await Promise.allSettled(
      deliveries.map(({ task_id: id, ...delivery }) => this.queue.deliver({ id, ...delivery }, 0)),
    );
    const failed = queued.find((each) => each.status === 'rejected');
    if (failed) throw failed.reason;
  }
}
