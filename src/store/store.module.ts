import { Global, Module } from '@nestjs/common';
import { AppConfig } from '../config/app.config.js';
import { SystemView } from '../process/system.view.js';
import { TaskFeed } from '../tasks/task.feed.js';
import { TaskSettings } from '../tasks/task.settings.js';
import { TaskStore } from '../tasks/task.store.js';
import { RedisTaskFeed } from './redis-task.feed.js';
import { RedisTaskStore } from './redis-task.store.js';
import { StoreView } from './store.view.js';

/** Puts Redis behind the domain's TaskStore and TaskFeed. */
@Global()
@Module({
  providers: [
    { provide: TaskSettings, useExisting: AppConfig },
    { provide: TaskStore, useClass: RedisTaskStore },
    { provide: TaskFeed, useClass: RedisTaskFeed },
    { provide: SystemView, useClass: StoreView },
  ],
  exports: [TaskSettings, TaskStore, TaskFeed, SystemView],
})
export class StoreModule {}
