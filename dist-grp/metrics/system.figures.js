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
import { Gauge } from 'prom-client';
import { VERSION } from '../process/version.js';
import { RedisConnections } from '../redis/redis.connections.js';
import { TASK_STATUSES } from '../tasks/task.js';
import { TaskStore } from '../tasks/task.store.js';
import { MetricsRegistry } from './metrics.registry.js';
const MS_PER_S = 1_000;
/**
 * What Redis knows of the whole system, read at each scrape. Every process shows the same: take the
 * maximum over them, not the sum. What is not known at the moment is left out or NaN, and the scrape
 * succeeds: that Redis is away is a figure, too.
 */
let SystemFigures = class SystemFigures {
    store;
    redis;
    tasks;
    depth;
    workers;
    up;
    roundTrip;
    constructor(registry, store, redis) {
        this.store = store;
        this.redis = redis;
        const registers = [registry.prometheus];
        this.tasks = new Gauge({
            name: 'openclaw_tasks',
            help: 'Tasks in the store, by status; the same in every process.',
            labelNames: ['status'],
            registers,
        });
        this.depth = new Gauge({
            name: 'openclaw_queue_depth',
            help: 'Tasks that wait, bounded by MAX_QUEUE_DEPTH; the same in every process.',
            registers,
        });
        this.workers = new Gauge({
            name: 'openclaw_workers_alive',
            help: 'Workers that renewed their leases in time; the same in every process.',
            registers,
        });
        this.up = new Gauge({
            name: 'openclaw_redis_up',
            help: 'Whether Redis answered this process at this scrape.',
            registers,
        });
        this.roundTrip = new Gauge({
            name: 'openclaw_redis_round_trip_seconds',
            help: 'How long Redis took to answer one PING at this scrape; NaN where it did not.',
            registers,
        });
        const labelNames = ['version'];
        const help = 'Always 1; the label tells which version runs.';
        new Gauge({ name: 'openclaw_build_info', help, labelNames, registers }).set({ version: VERSION }, 1);
        registry.onScrape(() => this.pingRedis());
        registry.onScrape(() => this.askStore());
    }
    async pingRedis() {
        const askedAt = performance.now();
        try {
            await this.redis.commands.ping();
            this.roundTrip.set((performance.now() - askedAt) / MS_PER_S);
            this.up.set(1);
        }
        catch {
            this.roundTrip.set(NaN);
            this.up.set(0);
        }
    }
    async askStore() {
        try {
            const { counts, workers } = await this.store.overview();
            for (const status of TASK_STATUSES)
                this.tasks.set({ status }, counts[status]);
            this.depth.set(counts.pending);
            this.workers.set(workers.length);
        }
        catch {
            // What was true at an earlier scrape is not shown as if it were true now.
            this.tasks.reset();
            this.depth.set(NaN);
            this.workers.set(NaN);
        }
    }
};
SystemFigures = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [MetricsRegistry,
        TaskStore,
        RedisConnections])
], SystemFigures);
export { SystemFigures };
//# sourceMappingURL=system.figures.js.map