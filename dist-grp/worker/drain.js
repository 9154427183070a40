var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var Drain_1;
import { Injectable, Logger } from '@nestjs/common';
import { AppConfig } from '../config/app.config.js';
import { QueueServer } from '../queue/queue.server.js';
import { V1Client } from '../v1/v1.client.js';
import { ActiveRuns } from './active-runs.js';
/** How long runs that were stopped have to write their end, in ms. */
const FINISH_MS = 5_000;
/** A message came while the worker shuts down; it is delivered again, to another. */
export class WorkerStoppingError extends Error {
    code = 'worker_stopping';
    constructor() {
        super('The worker is shutting down.');
        this.name = 'WorkerStoppingError';
    }
}
/**
 * Shuts a worker down without losing a run: takes no more, and leaves what runs to the next worker, or,
 * where a run ends with who holds it, waits for DRAIN_TIMEOUT_MS before it stops it and lets it write
 * its end. The transports are closed after that, so that a cancel is heard until the end.
 */
let Drain = Drain_1 = class Drain {
    queue;
    runs;
    v1;
    config;
    logger = new Logger(Drain_1.name);
    overdue = new AbortController();
    stopping = false;
    constructor(queue, runs, v1, config) {
        this.queue = queue;
        this.runs = runs;
        this.v1 = v1;
        this.config = config;
    }
    /** Aborts when no write of a run is worth waiting for any longer. */
    get signal() {
        return this.overdue.signal;
    }
    /** @throws WorkerStoppingError once the shutdown has begun */
    refuseIfStopping() {
        if (this.stopping)
            throw new WorkerStoppingError();
    }
    async beforeApplicationShutdown() {
        this.stopping = true;
        await this.queue.pause();
        if (!this.v1.canRejoin)
            await this.waitForEnds();
        else if (this.runs.size > 0)
            this.logger.log(`Leaving ${this.runs.size} runs to another worker`);
        this.runs.stopAll('worker_stopped');
        await this.runs.untilIdle(FINISH_MS);
        this.overdue.abort();
    }
    async waitForEnds() {
        if (this.runs.size > 0)
            this.logger.log(`Waiting for ${this.runs.size} runs to end`);
        if (await this.runs.untilIdle(this.config.drainTimeoutMs))
            return;
        this.logger.warn(`Stopping ${this.runs.size} runs: DRAIN_TIMEOUT_MS is over`);
    }
};
Drain = Drain_1 = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [QueueServer,
        ActiveRuns,
        V1Client,
        AppConfig])
], Drain);
export { Drain };
//# sourceMappingURL=drain.js.map