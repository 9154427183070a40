var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { createHistogram } from 'node:perf_hooks';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
/** How long times are remembered at least, in ms; twice as long at most. */
const WINDOW_MS = 30_000;
const MICROSECONDS_PER_MS = 1_000;
/** How long this gateway lately took to accept tasks. */
let SubmitTimes = class SubmitTimes {
    host;
    current = createHistogram();
    before = null;
    currentSince = performance.now();
    constructor(host) {
        this.host = host;
    }
    onModuleInit() {
        const fastify = this.host.httpAdapter.getInstance();
        fastify.addHook('onResponse', ({ method, routeOptions }, reply, done) => {
            // Those that waited for the result are answered with 200.
            const isSubmit = method === 'POST' && routeOptions.url === '/tasks';
            if (isSubmit && reply.statusCode === 202)
                this.record(reply.elapsedTime);
            done();
        });
    }
    /** Percentiles of the last half to whole minute; null where nothing was submitted. */
    show() {
        this.forgetOld();
        const all = createHistogram();
        all.add(this.current);
        if (this.before)
            all.add(this.before);
        if (all.count === 0)
            return null;
        const percentileMs = (percentile) => all.percentile(percentile) / MICROSECONDS_PER_MS;
        return { count: all.count, p50_ms: percentileMs(50), p99_ms: percentileMs(99) };
    }
    record(ms) {
        this.forgetOld();
        this.current.record(Math.max(1, Math.round(ms * MICROSECONDS_PER_MS)));
    }
    forgetOld() {
        const age = performance.now() - this.currentSince;
        if (age < WINDOW_MS)
            return;
        this.before = age < 2 * WINDOW_MS ? this.current : null;
        this.current = createHistogram();
        this.currentSince = performance.now();
    }
};
SubmitTimes = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [HttpAdapterHost])
], SubmitTimes);
export { SubmitTimes };
//# sourceMappingURL=submit.times.js.map