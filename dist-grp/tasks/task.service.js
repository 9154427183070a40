var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var TaskService_1;
import { Injectable, Logger } from '@nestjs/common';
import { DomainError, IdempotencyKeyReusedError, NotAcknowledgedError, QueueFullError, StoreUnavailableError, TaskConflictError, TaskNotFoundError, } from './task.errors.js';
import { draftOf } from './task.draft.js';
import { SUBMIT_REFUSALS, TaskMetrics } from './task.metrics.js';
import { TaskQueue } from './task.queue.js';
import { TaskSettings } from './task.settings.js';
import { TaskStore, } from './task.store.js';
import { TaskTransitions } from './task.transitions.js';
import { isTerminal } from './task.js';
import { readTraceparent, traceOf } from './traceparent.js';
/** What a caller can do with tasks. Every method may raise StoreUnavailableError. */
let TaskService = TaskService_1 = class TaskService {
    store;
    queue;
    transitions;
    settings;
    metrics;
    logger = new Logger(TaskService_1.name);
    constructor(store, queue, transitions, settings, metrics) {
        this.store = store;
        this.queue = queue;
        this.transitions = transitions;
        this.settings = settings;
        this.metrics = metrics;
    }
    /**
     * Stores a task and queues it. Once this answers the task is kept: should queueing fail, the
     * reconciler queues it later.
     * @throws NotAcknowledgedError, ContentTooLargeError, InvalidTaskError, QueueFullError, IdempotencyKeyReusedError
     */
    async submit(request, submitter) {
        const { client, idempotencyKey, annotations = null, hasOwnSession = false } = submitter;
        const traceparent = readTraceparent(submitter.traceparent);
        const by = { client, idempotencyKey, annotations, traceparent, hasOwnSession };
        try {
            const submitted = await this.create(request, by);
            this.metrics.submitted(submitted.replayed ? 'replayed' : 'accepted');
            this.log(submitted.id, submitted.replayed ? 'was submitted before' : 'accepted', traceOf(by));
            return submitted;
        }
        catch (error) {
            this.metrics.submitRefused(refusalOf(error));
            throw error;
        }
    }
    async create(request, by) {
        const draft = draftOf(request, by, this.settings);
        const created = await this.store.create(draft).catch((error) => {
            throw error instanceof StoreUnavailableError ? new NotAcknowledgedError(error) : error;
        });
        switch (created.type) {
            case 'full':
                throw new QueueFullError(this.settings.maxQueueDepth);
            case 'reused':
                throw new IdempotencyKeyReusedError(created.id);
            case 'replayed':
                // The process that stored it may not have got to the queue. Begin lets it through once.
                this.deliverInBackground({ ...draft, id: created.id, delivery: 1 }, draft.runInMs ?? 0);
                return { id: created.id, replayed: true };
            case 'created':
                this.deliverInBackground({ ...draft, delivery: 1 }, draft.runInMs ?? 0);
                return { id: draft.id, replayed: false };
        }
    }
    /** @throws TaskNotFoundError */
    async get(id) {
        const snapshot = await this.store.read(id, { output: true });
        if (!snapshot)
            throw new TaskNotFoundError(id);
        const waits = snapshot.task.status === 'pending';
        // The place is a courtesy: that the queue does not tell is no reason to tell nothing.
        const position = waits ? this.queue.position(snapshot.task).catch(() => null) : null;
        return { ...snapshot, queuePosition: await position };
    }
    /** A task and how much it has said, without what it said. @throws TaskNotFoundError */
    async look(id) {
        const tail = await this.store.readFrom(id, { outputNumber: 0, offset: 0, progress: 0 }, 0);
        if (!tail)
            throw new TaskNotFoundError(id);
        return tail;
    }
    list(filter, cursor, limit) {
        return this.store.list(filter, cursor, limit);
    }
    /** The newest runs of a task, the oldest of them first. @throws TaskNotFoundError */
    async attempts(id) {
        const snapshot = await this.store.read(id);
        if (!snapshot)
            throw new TaskNotFoundError(id);
        const ended = await this.store.attempts(id);
        const { status, attempt: number, worker, startedAt } = snapshot.task;
        // Where it ended between the two readings, it stands among the others.
        const isListed = ended.at(-1)?.startedAt === startedAt;
        if (status !== 'running' || startedAt === null || isListed)
            return ended;
        return [
            ...ended,
            { number, worker, startedAt, outcome: 'running', endedAt: null, error: null },
        ];
    }
    /** The newest steps of a task's runs, the oldest of them first. @throws TaskNotFoundError */
    async progress(id) {
        if (!(await this.store.read(id)))
            throw new TaskNotFoundError(id);
        return this.store.progress(id);
    }
    /** Removes a task that has ended. @throws TaskNotFoundError; TaskConflictError while it has not */
    async remove(id) {
        const applied = await this.transitions.apply(id, { type: 'remove' });
        if (applied.type === 'missing')
            throw new TaskNotFoundError(id);
        if (applied.type === 'refused')
            throw new TaskConflictError(id, 'remove', applied.task.status);
        this.log(id, 'removed', traceOf(applied.task));
    }
    /**
     * Cancels a task that waits at once; asks the worker of one that runs, or the next one where the run
     * goes on without, to stop it at V1.
     * @returns whether it was a run that was asked to stop
     * @throws TaskNotFoundError; TaskConflictError if it completed or failed
     */
    async cancel(id) {
        const applied = await this.transitions.apply(id, { type: 'cancel' });
        if (applied.type === 'missing')
            throw new TaskNotFoundError(id);
        if (applied.type === 'refused')
            throw new TaskConflictError(id, 'cancel', applied.task.status);
        const { task } = applied;
        const asked = !isTerminal(task.status);
        if (task.status === 'running')
            this.inBackground(this.queue.cancel(task), id);
        else if (asked)
            this.inBackground(this.queue.hasten(task), id);
        else if (applied.type === 'changed')
            this.inBackground(this.queue.withdraw(task), id);
        this.log(id, asked ? 'asked to stop' : 'cancelled', traceOf(task));
        return asked ? 'asked' : 'cancelled';
    }
    /**
     * Puts a failed or cancelled task back to pending under the same id, with its attempts anew.
     * @throws TaskNotFoundError; TaskConflictError unless it failed or was cancelled
     */
    async retry(id) {
        const applied = await this.transitions.apply(id, { type: 'retry' });
        if (applied.type === 'missing')
            throw new TaskNotFoundError(id);
        if (applied.type === 'refused')
            throw new TaskConflictError(id, 'retry', applied.task.status);
        this.deliverInBackground(applied.task, 0);
        this.log(id, 'put back to be run again', traceOf(applied.task));
    }
    deliverInBackground(task, inMs) {
        this.inBackground(this.queue.deliver(task, inMs), task.id);
    }
    inBackground(work, id) {
        work.catch((error) => {
            this.logger.warn({ err: error, task_id: id }, 'The queue was not reached; it will be later');
        });
    }
    log(id, what, more) {
        this.logger.log({ task_id: id, ...more }, `Task ${what}`);
    }
};
TaskService = TaskService_1 = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [TaskStore,
        TaskQueue,
        TaskTransitions,
        TaskSettings,
        TaskMetrics])
], TaskService);
export { TaskService };
/** What a failed submit counts as. */
const refusalOf = (error) => SUBMIT_REFUSALS.find((code) => error instanceof DomainError && code === error.code) ??
    'internal_error';
//# sourceMappingURL=task.service.js.map