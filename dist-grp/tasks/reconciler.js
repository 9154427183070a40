var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var Reconciler_1;
import { Injectable, Logger, } from '@nestjs/common';
import { StoreUnavailableError } from './task.errors.js';
import { TaskMetrics } from './task.metrics.js';
import { TaskQueue } from './task.queue.js';
import { TaskSettings } from './task.settings.js';
import { DUE_INDEXES, TaskStore } from './task.store.js';
import { TaskTransitions } from './task.transitions.js';
import { dueAt } from './task.js';
import { traceOf } from './traceparent.js';
/** How many tasks of an index are read at a time. */
const BATCH = 200;
/** Batches of one round: what is left waits for the next one. */
const MAX_BATCHES = 50;
/**
 * Looks after what nobody else does: queues deliveries that are still owed, ends or requeues runs
 * whose lease ran out, expires and evicts tasks. Runs in every process, for any number may do it at
 * once.
 */
let Reconciler = Reconciler_1 = class Reconciler {
    store;
    queue;
    transitions;
    settings;
    metrics;
    logger = new Logger(Reconciler_1.name);
    timers = new Map();
    rounds = new Map();
    stopped = false;
    constructor(store, queue, transitions, settings, metrics) {
        this.store = store;
        this.queue = queue;
        this.transitions = transitions;
        this.settings = settings;
        this.metrics = metrics;
    }
    onApplicationBootstrap() {
        for (const index of DUE_INDEXES)
            this.schedule(index);
    }
    async beforeApplicationShutdown() {
        this.stopped = true;
        for (const timer of this.timers.values())
            clearTimeout(timer);
        await Promise.all(this.rounds.values());
    }
    /** One round over all three indexes; what goes wrong with one task is logged and holds up no other. */
    async reconcile() {
        await Promise.all(DUE_INDEXES.map((index) => this.sweep(index)));
    }
    /**
     * Looks after what is due in an index, batch by batch. What stays due, such as a record that cannot be
     * read, is passed over.
     * @returns whether there is more than one round takes
     */
    async sweep(index) {
        const seen = new Set();
        let stays = 0;
        try {
            for (let batch = 0; batch < MAX_BATCHES; batch++) {
                const due = await this.store.due(index, stays + BATCH);
                const ids = due.filter((id) => !seen.has(id));
                stays = due.length - ids.length;
                if (ids.length === 0 || this.stopped)
                    return false;
                for (const id of ids) {
                    seen.add(id);
                    await this.lookAt(id, index);
                }
            }
            return true;
        }
        catch (error) {
            if (!(error instanceof StoreUnavailableError))
                throw error;
            this.logger.warn(`Redis does not answer; what is due in ${index} waits for the next round`);
            return false;
        }
    }
    async lookAt(id, index) {
        const looks = {
            owed: () => this.redeliver(id),
            leases: () => this.recover(id),
            expiry: () => this.evict(id),
        };
        try {
            await looks[index]();
        }
        catch (error) {
            if (error instanceof StoreUnavailableError)
                throw error;
            this.logger.error({ err: error, task_id: id }, 'A task could not be looked after');
        }
    }
    async redeliver(id) {
        const snapshot = await this.store.read(id);
        if (!snapshot)
            await this.store.dropOrphan(id);
        if (snapshot?.task.status !== 'pending')
            return;
        const { task, now } = snapshot;
        if (task.expiresAt <= now) {
            const applied = await this.transitions.apply(id, { type: 'expire' });
            if (applied.type !== 'changed')
                return;
            this.metrics.reconciled('expired');
            this.log(applied.task, 'expired');
            // Nobody takes it any more: jobs of tasks that are over would pile up while nothing is taken.
            await this.queue.withdraw(applied.task);
            return;
        }
        // Queued first: should the process end here, the next round does it again and no harm is done.
        await this.deliver(task, now);
        const wasDelayed = dueAt(task) !== task.createdAt;
        if (wasDelayed && dueAt(task) <= now)
            await this.queue.hasten(task);
        await this.transitions.apply(id, { type: 'redeliver' });
        this.metrics.reconciled('redelivered');
    }
    async recover(id) {
        const applied = await this.transitions.apply(id, { type: 'recover' });
        if (applied.type === 'missing')
            await this.store.dropOrphan(id);
        if (applied.type !== 'changed')
            return;
        this.metrics.reconciled('recovered');
        this.log(applied.task, 'was taken from a worker that stopped answering');
        if (applied.task.status === 'pending')
            await this.deliver(applied.task, applied.now);
    }
    async evict(id) {
        const applied = await this.transitions.apply(id, { type: 'evict' });
        if (applied.type === 'removed')
            this.metrics.reconciled('evicted');
        if (applied.type === 'missing')
            await this.store.dropOrphan(id);
    }
    async deliver(task, now) {
        await this.queue.deliver(task, Math.max(0, dueAt(task) - now));
    }
    log(task, what) {
        this.logger.warn({ task_id: task.id, delivery: task.delivery, status: task.status, ...traceOf(task) }, `Task ${task.id} ${what}`);
    }
    /** Each index by itself: a long list of owed deliveries does not hold up the look after dead leases. */
    schedule(index, hasMore = false) {
        if (this.stopped)
            return;
        const jittered = this.settings.reconcileIntervalMs * (0.75 + Math.random() / 2);
        const begin = () => {
            const round = this.guarded(index).then((isMore) => {
                this.schedule(index, isMore);
            });
            this.rounds.set(index, round);
        };
        this.timers.set(index, setTimeout(begin, hasMore ? 0 : jittered));
    }
    async guarded(index) {
        try {
            return await this.sweep(index);
        }
        catch (error) {
            this.logger.error({ err: error }, `A round of the reconciler over ${index} failed`);
            return false;
        }
    }
};
Reconciler = Reconciler_1 = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [TaskStore,
        TaskQueue,
        TaskTransitions,
        TaskSettings,
        TaskMetrics])
], Reconciler);
export { Reconciler };
//# sourceMappingURL=reconciler.js.map