var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { Injectable } from '@nestjs/common';
import { RunLeft } from '../v1/v1.client.js';
/** One run in this worker. Its claim stands before V1 is asked, so that it can be stopped from then on. */
export class ActiveRun {
    claim;
    /** What its log lines say besides which delivery it is, as its task tells. */
    trace = {};
    /** Whether its end is being written: whoever renews its lease may find it ended already. */
    isEnding = false;
    reason = null;
    lease = null;
    controller = new AbortController();
    constructor(id, delivery) {
        this.claim = { id, delivery, token: randomUUID() };
    }
    /** What each of its log lines says. */
    get logFields() {
        return { task_id: this.claim.id, delivery: this.claim.delivery, ...this.trace };
    }
    get signal() {
        return this.controller.signal;
    }
    get stopReason() {
        return this.reason;
    }
    /** Whether it holds a lease, or held one that it does not know to be lost. */
    get hasBegun() {
        return this.lease !== null;
    }
    /**
     * Takes note of a lease of `ms` that was asked for at `askedAt` by this process' own clock, which
     * is not later than Redis gave it. The run is stopped when it runs out unless it is renewed.
     */
    leased(askedAt, ms) {
        if (this.lease)
            clearTimeout(this.lease);
        const left = askedAt + ms - performance.now();
        if (left <= 0)
            this.stop('lost');
        this.lease = setTimeout(() => {
            this.stop('lost');
        }, left);
    }
    /** Stops the run; the first reason given stays. Only a cancelled one is nobody else's. */
    stop(reason) {
        this.reason ??= reason;
        this.controller.abort(reason === 'cancelled' ? undefined : new RunLeft());
    }
    /** It has ended: there is nothing left to be stopped. */
    close() {
        if (this.lease)
            clearTimeout(this.lease);
    }
}
/** All runs of this worker. */
let ActiveRuns = class ActiveRuns {
    runs = new Set();
    events = new EventEmitter();
    get size() {
        return this.runs.size;
    }
    open(id, delivery) {
        const run = new ActiveRun(id, delivery);
        this.runs.add(run);
        return run;
    }
    close(run) {
        run.close();
        this.runs.delete(run);
        if (this.runs.size === 0)
            this.events.emit('idle');
    }
    has(run) {
        return this.runs.has(run);
    }
    /** Runs that hold a lease. */
    begun() {
        return [...this.runs].filter((run) => run.hasBegun);
    }
    /** Stops the run of one delivery of a task, if it is here. */
    stop(id, delivery, reason) {
        for (const run of this.runs) {
            if (run.claim.id === id && run.claim.delivery === delivery)
                run.stop(reason);
        }
    }
    stopAll(reason) {
        for (const run of this.runs)
            run.stop(reason);
    }
    /** Waits until no run is left, for `ms` at most. @returns whether none is left */
    async untilIdle(ms) {
        if (this.runs.size === 0)
            return true;
        await once(this.events, 'idle', { signal: AbortSignal.timeout(ms) }).catch(() => undefined);
        return this.runs.size === 0;
    }
};
ActiveRuns = __decorate([
    Injectable()
], ActiveRuns);
export { ActiveRuns };
//# sourceMappingURL=active-runs.js.map