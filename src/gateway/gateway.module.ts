import { Module } from '@nestjs/common';
import { AppConfigModule } from '../config/config.module.js';
import { MessagingModule } from '../messaging/messaging.module.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { HealthModule } from '../process/health.module.js';
import { LoggingModule } from '../process/logging.module.js';
import { RedisModule } from '../redis/redis.module.js';
import { StoreModule } from '../store/store.module.js';
import { BulkService } from '../tasks/bulk.service.js';
import { ChangesWatcher } from '../tasks/changes.watcher.js';
import { Reconciler } from '../tasks/reconciler.js';
import { TaskService } from '../tasks/task.service.js';
import { TaskTransitions } from '../tasks/task.transitions.js';
import { TaskWatcher } from '../tasks/task.watcher.js';
import { TaskWaiter } from '../tasks/task.waiter.js';
import { BulkController } from './bulk.controller.js';
import { ConsolePages } from './console.pages.js';
import { EventsController } from './events.controller.js';
import { OpenRequests } from './open-requests.js';
import { ChatCompletionsController } from './openai/chat-completions.controller.js';
import { HeldTasks } from './openai/held.tasks.js';
import { ModelsController } from './openai/models.controller.js';
import { ResponsesController } from './openai/responses.controller.js';
import { ResponsesService } from './openai/responses.service.js';
import { StatusController } from './status.controller.js';
import { SubmitTimes } from './submit.times.js';
import { SystemState } from './system.state.js';
import { TaskEventsController } from './task-events.controller.js';
import { TasksController } from './tasks.controller.js';

/** Gateway mode: takes tasks over HTTP and answers at once. */
@Module({
  imports: [
    AppConfigModule,
    LoggingModule,
    RedisModule,
    StoreModule,
    MessagingModule,
    HealthModule,
    MetricsModule.forMode('gateway'),
  ],
  controllers: [
    TasksController,
    BulkController,
    TaskEventsController,
    EventsController,
    StatusController,
    ResponsesController,
    ChatCompletionsController,
    ModelsController,
  ],
  providers: [
    TaskTransitions,
    TaskService,
    BulkService,
    TaskWaiter,
    TaskWatcher,
    ChangesWatcher,
    Reconciler,
    SubmitTimes,
    ConsolePages,
    SystemState,
    OpenRequests,
    HeldTasks,
    ResponsesService,
  ],
})
export class GatewayModule {}
