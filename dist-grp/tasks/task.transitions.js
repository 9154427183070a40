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
import { TaskSettings } from './task.settings.js';
import { TaskStore } from './task.store.js';
import { next } from './transitions.js';
/** Brings events to tasks: read, decide by {@link next}, commit on the version that was read. */
let TaskTransitions = class TaskTransitions {
    store;
    settings;
    constructor(store, settings) {
        this.store = store;
        this.settings = settings;
    }
    /**
     * Applies an event, reading again whenever somebody else was faster.
     * @throws StoreUnavailableError; the event may have been applied, and may be applied again
     */
    async apply(id, event, lastOutput) {
        for (;;) {
            const applied = await this.tryToApply(id, event, lastOutput);
            if (applied !== 'conflict')
                return applied;
        }
    }
    async tryToApply(id, event, lastOutput) {
        const snapshot = await this.store.read(id);
        if (!snapshot)
            return { type: 'missing' };
        const { task, now } = snapshot;
        const random = Math.random();
        const transition = next(task, event, { now, settings: this.settings, random });
        switch (transition.type) {
            case 'refused':
                return { type: 'refused', task, reason: transition.reason };
            case 'already':
                return { type: 'already', task, now };
            case 'remove': {
                const result = await this.store.remove(task);
                return result === 'ok' ? { type: 'removed', task, now } : result;
            }
            case 'change': {
                const result = await this.store.commit(task, transition, lastOutput);
                if (result === 'conflict')
                    return result;
                if (result !== 'ok')
                    return { type: 'refused', task, reason: result };
                const changed = { ...task, ...transition.patch, version: task.version + 1, updatedAt: now };
                return { type: 'changed', task: changed, now };
            }
        }
    }
};
TaskTransitions = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [TaskStore,
        TaskSettings])
], TaskTransitions);
export { TaskTransitions };
//# sourceMappingURL=task.transitions.js.map