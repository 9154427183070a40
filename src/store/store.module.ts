import { Global, Module } from '@nestjs/common';
import { AppConfig } from '../config/app.config.js';
import { TaskSettings } from '../tasks/task.settings.js';
import { TaskStore } from '../tasks/task.store.js';
import { RedisTaskStore } from './redis-task.store.js';

/** Puts Redis behind the domain's TaskStore. */
@Global()
@Module({
  providers: [
    { provide: TaskSettings, useExisting: AppConfig },
    { provide: TaskStore, useClass: RedisTaskStore },
  ],
  exports: [TaskSettings, TaskStore],
})
export class StoreModule {}
