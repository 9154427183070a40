import { Module } from '@nestjs/common';
import { AppConfig } from '../config/app.config.js';
import { AppConfigModule } from '../config/config.module.js';
import { BURST_QUEUE, BurstServer } from '../messaging/burst.transport.js';
import { MessagingModule, WORK_QUEUE } from '../messaging/messaging.module.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { HealthModule } from '../process/health.module.js';
import { LoggingModule } from '../process/logging.module.js';
import { QueueServer } from '../queue/queue.server.js';
import { Keys } from '../redis/keys.js';
import { RedisConnections } from '../redis/redis.connections.js';
import { RedisModule } from '../redis/redis.module.js';
import { StoreModule } from '../store/store.module.js';
import { Reconciler } from '../tasks/reconciler.js';
import { RunService } from '../tasks/run.service.js';
import { TASK_BURST, TASK_RUN } from '../tasks/task.messages.js';
import { TaskTransitions } from '../tasks/task.transitions.js';
import { V1Module } from '../v1/v1.module.js';
import { ActiveRuns } from './active-runs.js';
import { BurstHandler } from './burst.handler.js';
import { Drain } from './drain.js';
import { HeapGrowth } from './heap.growth.js';
import { Leases } from './leases.js';
import { OutputWriter } from './output.writer.js';
import { TaskHandler } from './task.handler.js';
import { V1Gate } from './v1.gate.js';
import { V1Monitor } from './v1.monitor.js';
import { WorkerFigures } from './worker.figures.js';
import { WorkerIdentity } from './worker.identity.js';

/** While one burst goes to Redis, the next one is read. */
const BURSTS_AT_ONCE = 2;
/** A burst is spread within milliseconds: another worker may soon take that of one that died. */
const BURST_LOCK_MS = 5_000;

const placeOf = (connections: RedisConnections, keys: Keys) => ({
  prefix: keys.queuePrefix(),
  connect: () => connections.create('blocking'),
});

/** Worker mode: takes deliveries off the work queue and runs them on V1. */
@Module({
  imports: [
    AppConfigModule,
    LoggingModule,
    RedisModule,
    StoreModule,
    MessagingModule,
    V1Module,
    HealthModule,
    MetricsModule.forMode('worker'),
  ],
  controllers: [TaskHandler, BurstHandler],
  providers: [
    {
      provide: QueueServer,
      inject: [AppConfig, RedisConnections, Keys],
      useFactory: (config: AppConfig, connections: RedisConnections, keys: Keys) =>
        new QueueServer({
          ...placeOf(connections, keys),
          queue: WORK_QUEUE,
          concurrency: config.workerConcurrency,
          globalConcurrency: config.v1MaxConcurrent,
          lockMs: config.leaseMs,
          patterns: [TASK_RUN],
        }),
    },
    {
      provide: BurstServer,
      inject: [RedisConnections, Keys],
      useFactory: (connections: RedisConnections, keys: Keys) =>
        new BurstServer({
          ...placeOf(connections, keys),
          queue: BURST_QUEUE,
          concurrency: BURSTS_AT_ONCE,
          globalConcurrency: 0,
          lockMs: BURST_LOCK_MS,
          patterns: [TASK_BURST],
        }),
    },
    TaskTransitions,
    RunService,
    Reconciler,
    WorkerIdentity,
    ActiveRuns,
    V1Monitor,
    Leases,
    OutputWriter,
    Drain,
    V1Gate,
    WorkerFigures,
    HeapGrowth,
  ],
})
export class WorkerModule {}
