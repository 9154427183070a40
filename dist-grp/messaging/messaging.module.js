var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var MessagingModule_1;
import { Global, Logger, Module, } from '@nestjs/common';
import { AppConfig } from '../config/app.config.js';
import { QueueClient } from '../queue/queue.client.js';
import { Keys } from '../redis/keys.js';
import { RedisConnections } from '../redis/redis.connections.js';
import { TaskQueue } from '../tasks/task.queue.js';
import { ControlClient } from './control.transport.js';
import { TransportTaskQueue } from './transport-task.queue.js';
/** BullMQ's name for the queue of all work. */
export const WORK_QUEUE = 'work';
/** How long after a handler failed its message is delivered again, in ms. */
const REDELIVER_AFTER_MS = 1_000;
/** The sending ends of the two transports, behind the domain's TaskQueue. */
let MessagingModule = MessagingModule_1 = class MessagingModule {
    work;
    control;
    logger = new Logger(MessagingModule_1.name);
    constructor(work, control) {
        this.work = work;
        this.control = control;
    }
    /** Connects beforehand, so that the first caller does not wait for it. */
    async onApplicationBootstrap() {
        try {
            await Promise.all([this.work.connect(), this.control.connect()]);
        }
        catch (error) {
            this.logger.warn({ err: error }, 'Redis went away; the transports connect when it is back');
        }
    }
    async onApplicationShutdown() {
        await Promise.allSettled([this.work.close(), this.control.close()]);
    }
};
MessagingModule = MessagingModule_1 = __decorate([
    Global(),
    Module({
        providers: [
            {
                provide: QueueClient,
                inject: [RedisConnections, Keys],
                useFactory: (connections, keys) => new QueueClient({
                    queue: WORK_QUEUE,
                    prefix: keys.queuePrefix(),
                    connect: () => connections.create('commands'),
                    backoffMs: REDELIVER_AFTER_MS,
                }),
            },
            {
                provide: ControlClient,
                inject: [AppConfig, Keys],
                useFactory: (config, keys) => new ControlClient(config.redis, keys.channelPrefix()),
            },
            { provide: TaskQueue, useClass: TransportTaskQueue },
        ],
        exports: [TaskQueue],
    }),
    __metadata("design:paramtypes", [QueueClient,
        ControlClient])
], MessagingModule);
export { MessagingModule };
//# sourceMappingURL=messaging.module.js.map