import {
  Global,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { AppConfig } from '../config/app.config.js';
import { QueueClient, type QueueClientOptions } from '../queue/queue.client.js';
import { Keys } from '../redis/keys.js';
import { RedisConnections } from '../redis/redis.connections.js';
import { TaskQueue } from '../tasks/task.queue.js';
import { BURST_QUEUE, BurstClient } from './burst.transport.js';
import { ControlClient } from './control.transport.js';
import { TransportTaskQueue } from './transport-task.queue.js';

/** BullMQ's name for the queue of all work. */
export const WORK_QUEUE = 'work';
/** How long after a handler failed its message is delivered again, in ms. */
const REDELIVER_AFTER_MS = 1_000;

const clientOptions = (
  queue: string,
  connections: RedisConnections,
  keys: Keys,
): QueueClientOptions => ({
  queue,
  prefix: keys.queuePrefix(),
  connect: () => connections.create('commands'),
  backoffMs: REDELIVER_AFTER_MS,
});

/** The sending ends of the transports, behind the domain's TaskQueue. */
@Global()
@Module({
  providers: [
    {
      provide: QueueClient,
      inject: [RedisConnections, Keys],
      useFactory: (connections: RedisConnections, keys: Keys) =>
        new QueueClient(clientOptions(WORK_QUEUE, connections, keys)),
    },
    {
      provide: BurstClient,
      inject: [RedisConnections, Keys],
      useFactory: (connections: RedisConnections, keys: Keys) =>
        new BurstClient(clientOptions(BURST_QUEUE, connections, keys)),
    },
    {
      provide: ControlClient,
      inject: [AppConfig, Keys],
      useFactory: (config: AppConfig, keys: Keys) =>
        new ControlClient(config.redis, keys.channelPrefix()),
    },
    { provide: TaskQueue, useClass: TransportTaskQueue },
  ],
  exports: [TaskQueue],
})
export class MessagingModule implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(MessagingModule.name);

  constructor(
    private readonly work: QueueClient,
    private readonly bursts: BurstClient,
    private readonly control: ControlClient,
  ) {}

  private get clients() {
    return [this.work, this.bursts, this.control];
  }

  /** Connects beforehand, so that the first caller does not wait for it. */
  async onApplicationBootstrap(): Promise<void> {
    try {
      await Promise.all(this.clients.map((client) => client.connect()));
    } catch (error) {
      this.logger.warn({ err: error }, 'Redis went away; the transports connect when it is back');
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.allSettled(this.clients.map((client) => client.close()));
  }
}
