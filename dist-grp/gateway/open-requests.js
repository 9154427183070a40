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
import { TooManyWaitersError } from '../tasks/task.errors.js';
import { TaskSettings } from '../tasks/task.settings.js';
/** Requests that stay open for long, waits and streams: bounded in number, ended when the process stops. */
let OpenRequests = class OpenRequests {
    settings;
    stopping = new AbortController();
    open = 0;
    constructor(settings) {
        this.settings = settings;
    }
    beforeApplicationShutdown() {
        this.stopping.abort();
    }
    /** Whether the process stops, which ends requests that their clients still wait for. */
    get isStopping() {
        return this.stopping.signal.aborted;
    }
    /**
     * Counts a request as open until its connection or its answer is over.
     * @returns a signal that aborts when the client leaves or the process stops
     * @throws TooManyWaitersError where MAX_WAITERS are open
     */
    enter(reply) {
        const { maxWaiters } = this.settings;
        if (this.open >= maxWaiters)
            throw new TooManyWaitersError(maxWaiters);
        const closed = new AbortController();
        // It may have left while we were busy.
        if (reply.raw.destroyed)
            closed.abort();
        else {
            this.open++;
            reply.raw.once('close', () => {
                this.open--;
                closed.abort();
            });
        }
        return AbortSignal.any([closed.signal, this.stopping.signal]);
    }
};
OpenRequests = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [TaskSettings])
], OpenRequests);
export { OpenRequests };
//# sourceMappingURL=open-requests.js.map