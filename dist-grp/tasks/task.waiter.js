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
import { looks } from './looks.js';
import { StoreUnavailableError, TaskNotFoundError } from './task.errors.js';
import { TaskFeed } from './task.feed.js';
import { TaskStore } from './task.store.js';
import { isTerminal } from './task.js';
/** Waits for tasks to end. */
let TaskWaiter = class TaskWaiter {
    store;
    feed;
    constructor(store, feed) {
        this.store = store;
        this.feed = feed;
    }
    /**
     * Waits until the task has ended, or until the signal aborts.
     * @param ms how long at most; for ever unless given
     * @returns whether it has ended
     * @throws TaskNotFoundError, also when it is removed meanwhile; StoreUnavailableError
     */
    async untilEnded(id, signal, ms) {
        const given = ms === undefined ? signal : AbortSignal.any([AbortSignal.timeout(ms), signal]);
        let known = false;
        for await (const _ of looks((onRing) => this.subscribe(id, onRing), given)) {
            if (await this.hasEnded(id, known))
                return true;
            known = true;
        }
        // It may have ended in the very moment that the time was up.
        return this.hasEnded(id, known);
    }
    subscribe(id, onRing) {
        const onlyChanges = (ring) => {
            if (ring === 'change')
                onRing();
        };
        // Without rings it looks again every so often; that is slower, and no reason to give up.
        return this.feed.watch(id, onlyChanges).catch(() => () => undefined);
    }
    /** @param patient whether a store that does not answer is asked again later */
    async hasEnded(id, patient) {
        try {
            const snapshot = await this.store.read(id);
            if (!snapshot)
                throw new TaskNotFoundError(id);
            return isTerminal(snapshot.task.status);
        }
        catch (error) {
            if (patient && error instanceof StoreUnavailableError)
                return false;
            throw error;
        }
    }
};
TaskWaiter = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [TaskStore,
        TaskFeed])
], TaskWaiter);
export { TaskWaiter };
//# sourceMappingURL=task.waiter.js.map