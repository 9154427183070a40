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
import { Counter, Histogram } from 'prom-client';
import { RUN_FAILURE_CODES } from '../tasks/error.codes.js';
import { RECONCILER_ACTIONS, RUN_OUTCOMES, SUBMIT_REFUSALS, TaskMetrics, } from '../tasks/task.metrics.js';
import { MetricsRegistry } from './metrics.registry.js';
/** From an idle system's few ms to a day's backlog, in s. */
const WAIT_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 15, 60, 300, 1_800, 7_200];
/** From an answer at once to the hours that an agent may take, in s. */
const RUN_BUCKETS = [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 21_600];
/** {@link TaskMetrics} for Prometheus. Every label is one of a fixed list. */
let PrometheusTaskMetrics = class PrometheusTaskMetrics extends TaskMetrics {
    submits;
    waits;
    runs;
    runTimes;
    v1Errors;
    reconciler;
    constructor({ prometheus }) {
        super();
        const registers = [prometheus];
        this.submits = new Counter({
            name: 'openclaw_task_submits_total',
            help: 'Submits that reached the store, by outcome; code says why one was refused.',
            labelNames: ['outcome', 'code'],
            registers,
        });
        this.waits = new Histogram({
            name: 'openclaw_task_wait_seconds',
            help: 'From when a task was due to when its run began; runs after a backoff are not in it.',
            buckets: WAIT_BUCKETS,
            registers,
        });
        this.runs = new Counter({
            name: 'openclaw_task_runs_total',
            help: 'Deliveries that this process took, by what became of them.',
            labelNames: ['outcome'],
            registers,
        });
        this.runTimes = new Histogram({
            name: 'openclaw_task_run_seconds',
            help: 'How long runs took, by what became of them.',
            labelNames: ['outcome'],
            buckets: RUN_BUCKETS,
            registers,
        });
        this.v1Errors = new Counter({
            name: 'openclaw_v1_errors_total',
            help: 'Runs that failed, by code, whatever became of their tasks.',
            labelNames: ['code'],
            registers,
        });
        this.reconciler = new Counter({
            name: 'openclaw_reconciler_actions_total',
            help: 'Tasks that nobody else looked after, by what the reconciler did.',
            labelNames: ['action'],
            registers,
        });
        this.startAtZero();
    }
    submitted(outcome) {
        this.submits.inc({ outcome, code: '' });
    }
    submitRefused(code) {
        this.submits.inc({ outcome: 'refused', code });
    }
    runBegan(waitedMs) {
        this.waits.observe(waitedMs / 1000);
    }
    runEnded(outcome, ranMs) {
        this.runs.inc({ outcome });
        if (ranMs !== null)
            this.runTimes.observe({ outcome }, ranMs / 1000);
    }
    runFailed(code) {
        this.v1Errors.inc({ code });
    }
    reconciled(action) {
        this.reconciler.inc({ action });
    }
    /** A counter that is not there before its first event hides that event from rate(). */
    startAtZero() {
        for (const outcome of ['accepted', 'replayed'])
            this.submits.inc({ outcome, code: '' }, 0);
        for (const code of SUBMIT_REFUSALS)
            this.submits.inc({ outcome: 'refused', code }, 0);
        for (const outcome of RUN_OUTCOMES)
            this.runs.inc({ outcome }, 0);
        for (const code of RUN_FAILURE_CODES)
            this.v1Errors.inc({ code }, 0);
        for (const action of RECONCILER_ACTIONS)
            this.reconciler.inc({ action }, 0);
    }
};
PrometheusTaskMetrics = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [MetricsRegistry])
], PrometheusTaskMetrics);
export { PrometheusTaskMetrics };
//# sourceMappingURL=prometheus-task.metrics.js.map