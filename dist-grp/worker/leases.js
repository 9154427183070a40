var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var Leases_1;
import { Injectable, Logger, } from '@nestjs/common';
import { StoreUnavailableError } from '../tasks/task.errors.js';
import { TaskSettings } from '../tasks/task.settings.js';
import { TaskStore } from '../tasks/task.store.js';
import { ActiveRuns } from './active-runs.js';
import { V1Monitor } from './v1.monitor.js';
import { WorkerIdentity } from './worker.identity.js';
/** Renewed three times within a lease, so that two failures in a row cost nothing. */
const RENEWALS_PER_LEASE = 3;
/** How soon a renewal that failed is tried again, in ms. */
const RETRY_MS = 500;
/**
 * Keeps the leases of this worker's runs alive, all at once, and with them the word that the worker
 * lives. Stops runs whose claim is lost or whose task was cancelled, and those whose lease it could
 * not renew in time.
 */
let Leases = Leases_1 = class Leases {
    store;
    runs;
    identity;
    v1;
    settings;
    logger = new Logger(Leases_1.name);
    timer;
    stopped = false;
    constructor(store, runs, identity, v1, settings) {
        this.store = store;
        this.runs = runs;
        this.identity = identity;
        this.v1 = v1;
        this.settings = settings;
    }
    async onApplicationBootstrap() {
        await this.renewAndSchedule();
    }
    async onApplicationShutdown() {
        this.stopped = true;
        clearTimeout(this.timer);
        await this.store.forgetWorker(this.identity.id).catch(() => undefined);
    }
    /** Renews now, and with that tells how this worker and its V1 are. */
    async report() {
        await this.renew();
    }
    async renewAndSchedule() {
        const renewed = await this.renew();
        if (this.stopped)
            return;
        const pause = renewed ? this.settings.leaseMs / RENEWALS_PER_LEASE : RETRY_MS;
        this.timer = setTimeout(() => void this.renewAndSchedule(), pause);
    }
    async renew() {
        const runs = this.runs.begun();
        // Before the call: a lease lasts from when Redis wrote it, which is not earlier than this.
        const askedAt = performance.now();
        try {
            const report = { id: this.identity.id, running: this.runs.size, v1: this.v1.report };
            const claims = runs.map(({ claim }) => claim);
            const answers = await this.store.renew(report, claims);
            runs.forEach((run, i) => {
                // One that ended meanwhile holds no lease any more, and rightly so.
                if (this.runs.has(run))
                    this.take(run, answers[i] ?? 'lost', askedAt);
            });
            return true;
        }
        catch (error) {
            if (!(error instanceof StoreUnavailableError)) {
                this.logger.error({ err: error }, 'Leases could not be renewed');
            }
            return false;
        }
    }
    take(run, answer, askedAt) {
        if (answer === 'lost' && run.isEnding)
            return;
        if (answer === 'cancel')
            run.stop('cancelled');
        if (answer !== 'lost') {
            run.leased(askedAt, this.settings.leaseMs);
            return;
        }
        if (run.stopReason === null) {
            this.logger.warn(run.logFields, 'The run is stopped: its claim is lost');
        }
        run.stop('lost');
    }
};
Leases = Leases_1 = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [TaskStore,
        ActiveRuns,
        WorkerIdentity,
        V1Monitor,
        TaskSettings])
], Leases);
export { Leases };
//# sourceMappingURL=leases.js.map