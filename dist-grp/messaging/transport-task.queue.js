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
import { lastValueFrom } from 'rxjs';
import { QueueClient } from '../queue/queue.client.js';
import { QueueRecordBuilder } from '../queue/queue.record.js';
import { TASK_CANCEL, TASK_RUN, } from '../tasks/task.messages.js';
import { TaskQueue } from '../tasks/task.queue.js';
import { ControlClient } from './control.transport.js';
/** {@link TaskQueue} on the two transports: work over the durable queue, control over pub/sub. */
let TransportTaskQueue = class TransportTaskQueue extends TaskQueue {
    work;
    control;
    constructor(work, control) {
        super();
        this.work = work;
        this.control = control;
    }
    async deliver(task, inMs) {
        const message = { task_id: task.id, delivery: task.delivery };
        const record = new QueueRecordBuilder(message)
            .setJobId(jobIdOf(task))
            .setPriority(queuePriority(task))
            .setDelay(inMs)
            .build();
        await lastValueFrom(this.work.emit(TASK_RUN, record), { defaultValue: undefined });
    }
    position(task) {
        return this.work.position(jobIdOf(task));
    }
    hasten(task) {
        return this.work.promote(jobIdOf(task));
    }
    async withdraw(task) {
        await this.work.remove(jobIdOf(task));
    }
    async cancel({ id, delivery }) {
        const message = { task_id: id, delivery };
        await lastValueFrom(this.control.emit(TASK_CANCEL, message), { defaultValue: undefined });
    }
};
TransportTaskQueue = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [QueueClient,
        ControlClient])
], TransportTaskQueue);
export { TransportTaskQueue };
const jobIdOf = ({ id, delivery }) => `${id}.${delivery}`;
/** BullMQ runs low numbers first, and 0 before all others; ours is 0 to 9, higher first. */
const queuePriority = ({ priority, rejoinable = false }) => rejoinable ? 0 : 10 - priority;
//# sourceMappingURL=transport-task.queue.js.map