var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable, } from '@nestjs/common';
import { takesRuns, TaskStore } from '../tasks/task.store.js';
const LOOK_EVERY_MS = 1_000;
/** What answers about tasks say of the system: looked at every second, not for each answer. */
let SystemState = class SystemState {
    store;
    timer;
    stopped = false;
    isAway = false;
    constructor(store) {
        this.store = store;
    }
    /** Whether there are workers and V1 is away for all of them, so that nothing begins. */
    get v1IsAway() {
        return this.isAway;
    }
    onApplicationBootstrap() {
        void this.look();
    }
    beforeApplicationShutdown() {
        this.stopped = true;
        clearTimeout(this.timer);
    }
    async look() {
        try {
            const { workers } = await this.store.overview();
            this.isAway = workers.length > 0 && !workers.some(({ v1 }) => takesRuns(v1));
        }
        catch {
            // While Redis is away there are no answers about tasks that this could be wrong in.
        }
        if (!this.stopped)
            this.timer = setTimeout(() => void this.look(), LOOK_EVERY_MS);
    }
};
SystemState = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [TaskStore])
], SystemState);
export { SystemState };
//# sourceMappingURL=system.state.js.map