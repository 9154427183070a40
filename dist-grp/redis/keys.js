var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app.config.js';
/** The name of every key and channel in Redis. */
let Keys = class Keys {
    prefix;
    constructor(config) {
        this.prefix = config.keyPrefix;
    }
    /** Hash: the record of a task. */
    task = (id) => `${this.prefix}:task:${id}`;
    /** String: what V1 has said to a task, UTF-8. */
    output = (id) => `${this.prefix}:output:${id}`;
    /** List: what the runs of a task did besides speaking, as JSON, the oldest first; capped. */
    progress = (id) => `${this.prefix}:progress:${id}`;
    /** List: how the runs of a task ended, as JSON, the oldest first. */
    attempts = (id) => `${this.prefix}:attempts:${id}`;
    /** Channel: something about a task changed. */
    doorbell = (id) => `${this.prefix}:doorbell:${id}`;
    /** String `<task id> <digest of the request>`; goes after IDEMPOTENCY_TTL_MS or with its task. */
    idempotency = (client, key) => `${this.prefix}:idem:${client}:${key}`;
    /** Sorted set, score 0: all tasks, so that they are ordered by their ids. */
    all = () => `${this.prefix}:tasks`;
    /** Sorted set, score 0: the tasks of one status. */
    ofStatus = (status) => `${this.prefix}:tasks:${status}`;
    /** Sorted set by time: next look at an owed delivery, end of a lease, end of a finished task. */
    due = (index) => `${this.prefix}:${index}`;
    /** Stream, capped: the ids of tasks as they changed. */
    live = () => `${this.prefix}:live`;
    /** Channel: some task changed. */
    liveDoorbell = () => `${this.prefix}:doorbell`;
    /** Hash: how often tasks have entered each status, ever. */
    entered = () => `${this.prefix}:entered`;
    /** Sorted set: workers by the time until which they count as alive. */
    workers = () => `${this.prefix}:workers`;
    /** Hash: what each worker says of itself, as JSON. */
    workerReports = () => `${this.prefix}:workers:reports`;
    /** What BullMQ puts before its own keys. */
    queuePrefix = () => `${this.prefix}:queue`;
    /** What stands before the name of a pub/sub channel. */
    channelPrefix = () => `${this.prefix}:channel:`;
};
Keys = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [AppConfig])
], Keys);
export { Keys };
//# sourceMappingURL=keys.js.map