var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, } from '@nestjs/common';
import { circuitBreaker, CircuitState, ConsecutiveBreaker, ExponentialBackoff, handleWhen, } from 'cockatiel';
import { QueueServer } from '../queue/queue.server.js';
import { takesRuns } from '../tasks/task.store.js';
import { notBegun } from '../v1/failures.js';
import { V1Error } from '../v1/v1.error.js';
import { Leases } from './leases.js';
import { V1Monitor } from './v1.monitor.js';
/** Runs in a row that V1 did not take, after which it counts as away. */
const FAILURES = 3;
/** How soon V1 is asked whether it is back, and how seldom it is at last, in ms. */
const FIRST_PROBE_MS = 250;
const MAX_PROBE_MS = 5_000;
/** When it was back for less than this, in ms, it is asked later than the time before. */
const STEADY_MS = 60_000;
const TOO_MANY_REQUESTS = 429;
/**
 * Keeps tasks waiting while V1 is away, instead of trying one after the other in vain: after a few
 * runs in a row that V1 did not take, the worker takes no more until V1 is ready again.
 */
let V1Gate = class V1Gate {
    queue;
    monitor;
    leases;
    logger = new Logger('V1');
    stopping = new AbortController();
    isWaiting = false;
    breaksInARow = 0;
    backAt = -Infinity;
    breaker = circuitBreaker(handleWhen(saysAway), {
        breaker: new ConsecutiveBreaker(FAILURES),
        halfOpenAfter: new ExponentialBackoff({
            initialDelay: FIRST_PROBE_MS,
            maxDelay: MAX_PROBE_MS,
        }),
    });
    constructor(queue, monitor, leases) {
        this.queue = queue;
        this.monitor = monitor;
        this.leases = leases;
    }
    onModuleInit() {
        this.breaker.onBreak(() => void this.untilBack());
    }
    beforeApplicationShutdown() {
        this.stopping.abort();
    }
    /** Whether no run begins at the moment. */
    get isShut() {
        return this.breaker.state !== CircuitState.Closed;
    }
    /**
     * Lets a run begin, and learns from how it does: until it calls `taken`, V1 may not have taken it.
     * @throws V1Error, which while V1 is away is that of a run that did not begin
     */
    async pass(run) {
        // A probe alone may try whether it is back: a run could take an hour to tell.
        if (this.isShut) {
            const { url, message } = this.monitor.report;
            throw new V1Error(notBegun('v1_unavailable', message ?? `V1 at ${url} is away.`));
        }
        const taken = Promise.withResolvers();
        const ended = run(() => {
            taken.resolve(undefined);
        });
        await this.breaker.execute(() => settled(Promise.race([taken.promise, ended])));
        return ended;
    }
    /** Holds the queue until V1 is back; also where it is away again by the time that the queue goes on. */
    async untilBack() {
        // Each probe in vain breaks it again.
        if (this.isWaiting)
            return;
        this.isWaiting = true;
        const { signal } = this.stopping;
        for (let isOver = false; !isOver && !signal.aborted;) {
            try {
                await this.waitOnce();
                isOver = !this.isShut;
            }
            catch (error) {
                // The queue would stay on hold for good.
                this.logger.error({ err: error }, 'Waiting for V1 failed, and is tried again');
                await pause(MAX_PROBE_MS, signal);
            }
        }
        this.isWaiting = false;
    }
    async waitOnce() {
        const { signal } = this.stopping;
        this.breaksInARow = performance.now() - this.backAt < STEADY_MS ? this.breaksInARow + 1 : 0;
        this.logger.warn(`V1 took none of ${FAILURES} runs in a row: none begins until it is ready`);
        await this.queue.hold();
        await this.monitor.look();
        if (!signal.aborted)
            await this.leases.report();
        await pause(Math.min(MAX_PROBE_MS, FIRST_PROBE_MS * 2 ** this.breaksInARow), signal);
        // Between two probes the breaker refuses without asking.
        const isBack = () => this.breaker.execute(() => this.probe()).then(succeed, fail);
        while (!(await isBack()) && !signal.aborted)
            await pause(FIRST_PROBE_MS, signal);
        if (signal.aborted)
            return;
        this.backAt = performance.now();
        this.logger.log('V1 is ready: runs begin again');
        await this.leases.report();
        await this.queue.resume();
    }
    /** @throws V1Error unless V1 says that it takes runs */
    async probe() {
        const report = await this.monitor.look();
        if (takesRuns(report))
            return;
        throw new V1Error(notBegun('v1_unavailable', report.message ?? 'V1 is not ready.'));
    }
};
V1Gate = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [QueueServer,
        V1Monitor,
        Leases])
], V1Gate);
export { V1Gate };
const succeed = () => true;
const fail = () => false;
const pause = (ms, signal) => delay(ms, undefined, { signal }).catch(() => undefined);
/** To the breaker any outcome is a success but that V1 is away. @throws V1Error */
async function settled(begun) {
    const [outcome] = await Promise.allSettled([begun]);
    if (outcome.status === 'rejected' && saysAway(outcome.reason))
        throw outcome.reason;
    return outcome;
}
/** Whether it is V1, and not this very run, that is the reason. With 429 it is there, and busy. */
const saysAway = (error) => error instanceof V1Error &&
    (error.code === 'v1_unavailable' || error.code === 'v1_misconfigured') &&
    error.v1Status !== TOO_MANY_REQUESTS;
//# sourceMappingURL=v1.gate.js.map