var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
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
let GatewayModule = class GatewayModule {
};
GatewayModule = __decorate([
    Module({
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
], GatewayModule);
export { GatewayModule };
//# sourceMappingURL=gateway.module.js.map