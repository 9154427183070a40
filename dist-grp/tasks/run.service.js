var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var RunService_1;
import { Injectable, Logger } from '@nestjs/common';
import { lostTrack } from './run.js';
import { dueAt, isTerminal } from './task.js';
import { TaskMetrics } from './task.metrics.js';
import { TaskQueue } from './task.queue.js';
import { TaskStore } from './task.store.js';
import { TaskTransitions } from './task.transitions.js';
import { traceOf } from './traceparent.js';
import { untilAnswered } from './until-answered.js';
/** Redis lost a part of what the run had said: the result is not whole, whatever V1 thinks of it. */
const tornEnd = (end) => end.type === 'failed'
    ? end
    : {
        type: 'failed',
        failure: lostTrack('V1 finished, but a part of the output was lost in Redis.'),
    };
/** What a worker says of the runs it holds. */
let RunService = RunService_1 = class RunService {
    store;
    transitions;
    queue;
    metrics;
    logger = new Logger(RunService_1.name);
    /** When each run began, by this process' own clock. */
    began = new WeakMap();
    constructor(store, transitions, queue, metrics = new TaskMetrics()) {
        this.store = store;
        this.transitions = transitions;
        this.queue = queue;
        this.metrics = metrics;
    }
    /**
     * Claims a delivery. Repeated until it is answered or the signal aborts.
     * @returns null where there is nothing to run: it is gone, done, held by another, or not due yet
     */
    async begin(claim, by, signal) {
        const { id, delivery, token } = claim;
        let askedAt = 0;
        const applied = await untilAnswered(() => {
            askedAt = performance.now();
            return this.transitions.apply(id, { type: 'begin', delivery, token, ...by });
        }, signal);
        if (applied.type === 'missing' || applied.type === 'refused')
            return null;
        const { task } = applied;
        if (task.status === 'failed')
            this.metrics.runEnded('expired', null);
        if (task.status !== 'running')
            return null;
        this.began.set(claim, askedAt);
        this.tellWait(task);
        if (task.rejoins === 0)
            return { task, rejoin: null, askedAt };
        // Nobody but who holds the claim adds to it.
        const snapshot = await untilAnswered(() => this.store.read(id, { output: true }), signal);
        const steps = await untilAnswered(() => this.store.progress(id), signal);
        const said = snapshot?.output ?? '';
        const ranMs = applied.now - (task.startedAt ?? applied.now);
        return { task, rejoin: { said, heard: said !== '' || steps.length > 0, ranMs }, askedAt };
    }
    /**
     * Drops what a run has said so far. Repeated until it is answered or the signal aborts.
     * @returns the task as it stands then, or null where the claim was lost and nothing changed
     */
    async dropOutput({ id, delivery, token }, signal) {
        const event = { type: 'drop_output', delivery, token };
        const applied = await untilAnswered(() => this.transitions.apply(id, event), signal);
        return applied.type === 'changed' ? applied.task : null;
    }
    /**
     * Tells how a run ended, with the last piece of its output. Repeated until it is answered or the
     * signal aborts.
     * @returns the task as it stands then, or null where the claim was lost and nothing changed
     */
    async end(claim, how, lastOutput, signal) {
        let { end } = how;
        let applied = await this.applyEnd(claim, how, signal, lastOutput);
        if (applied.type === 'refused' && applied.reason === 'torn') {
            end = tornEnd(end);
            applied = await this.applyEnd(claim, { ...how, end }, signal);
        }
        if (applied.type === 'missing' || applied.type === 'refused') {
            this.tellEnd(claim, end, null);
            return null;
        }
        this.tellEnd(claim, end, applied.task);
        if (applied.task.status === 'pending')
            await this.deliver(applied.task, applied.now);
        return applied.task;
    }
    applyEnd({ id, delivery, token }, how, signal, lastOutput) {
        return untilAnswered(() => this.transitions.apply(id, { type: 'end', delivery, token, ...how }, lastOutput), signal);
    }
    /** After a backoff it was due when that was over, of which a run that began knows nothing. */
    tellWait(task) {
        if (task.backoffs > 0 || task.rejoins > 0 || task.startedAt === null)
            return;
        this.metrics.runBegan(Math.max(0, task.startedAt - (task.expiresAt - task.expiresInMs)));
    }
    tellEnd(claim, end, task) {
        const outcome = outcomeOf(end, task);
        const began = this.began.get(claim);
        this.metrics.runEnded(outcome, began === undefined ? null : performance.now() - began);
        const ofV1 = end.type === 'failed' && outcome !== 'cancelled' && outcome !== 'lost';
        if (ofV1)
            this.metrics.runFailed(end.failure.code);
    }
    async deliver(task, now) {
        try {
            await this.queue.deliver(task, Math.max(0, dueAt(task) - now));
        }
        catch (error) {
            this.logger.warn({ err: error, task_id: task.id, ...traceOf(task) }, 'The queue was not reached; it will be later');
        }
    }
};
RunService = RunService_1 = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [TaskStore,
        TaskTransitions,
        TaskQueue,
        TaskMetrics])
], RunService);
export { RunService };
/** @param task as it stands after the run; null where the run's claim was lost */
function outcomeOf(end, task) {
    if (task === null)
        return 'lost';
    if (isTerminal(task.status))
        return task.status;
    if (task.rejoinable)
        return 'handed_over';
    return end.type === 'failed' && end.failure.began === 'no' ? 'not_begun' : 'retried';
}
//# sourceMappingURL=run.service.js.map