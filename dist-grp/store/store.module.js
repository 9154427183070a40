var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
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
let StoreModule = class StoreModule {
};
StoreModule = __decorate([
    Global(),
    Module({
        providers: [
            { provide: TaskSettings, useExisting: AppConfig },
            { provide: TaskStore, useClass: RedisTaskStore },
            { provide: TaskFeed, useClass: RedisTaskFeed },
            { provide: SystemView, useClass: StoreView },
        ],
        exports: [TaskSettings, TaskStore, TaskFeed, SystemView],
    })
], StoreModule);
export { StoreModule };
//# sourceMappingURL=store.module.js.map