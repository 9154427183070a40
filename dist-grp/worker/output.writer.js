var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var OutputWriter_1;
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { StoreUnavailableError } from '../tasks/task.errors.js';
import { TaskStore } from '../tasks/task.store.js';
import { ActiveRuns } from './active-runs.js';
import { RunOutput } from './run.output.js';
/** Output waits so long to be joined with what follows, in ms. */
const FLUSH_MS = 50;
/** … and longer the more runs there are, so that Redis' load does not grow with the token rate. */
const FLUSH_MS_PER_RUN = 0.2;
/** Most runs of a flush: while its commands are made nothing else is done. */
const MAX_RUNS = 500;
/** Pause after a flush that was not answered, in ms. */
const RETRY_MS = 250;
/** Largest flush of all runs together, in characters: it is to be answered soon. */
const MAX_FLUSH = 1_048_576;
/** Appends the output of all runs of this worker, one pipeline for many of them at a time. */
let OutputWriter = OutputWriter_1 = class OutputWriter {
    store;
    runs;
    logger = new Logger(OutputWriter_1.name);
    outputs = new Set();
    timer = null;
    flushing = Promise.resolve();
    constructor(store, runs) {
        this.store = store;
        this.runs = runs;
    }
    /** @param said what the run has said before, where it is taken up again */
    open(run, { outputNumber, progressCount }, said) {
        const offset = Buffer.byteLength(said);
        const output = new RunOutput(run, { outputNumber, offset, progressSeen: progressCount }, () => {
            this.schedule();
        });
        this.outputs.add(output);
        return output;
    }
    /**
     * Forgets what a run has said as far as it was not sent, and waits until what was is confirmed.
     * @throws StoreUnavailableError if it stays unconfirmed until the signal aborts
     */
    async discard(output, signal) {
        output.discard();
        while (output.unfinished)
            await this.flushUnless(signal);
    }
    /**
     * Waits until what was sent is confirmed and gives what is left. The run adds nothing after it.
     * @throws StoreUnavailableError if it stays unconfirmed until the signal aborts
     */
    async close(output, signal) {
        try {
            // Nothing may be awaited between the look and the taking: the flush of another could send the rest.
            while (output.unfinished)
                await this.flushUnless(signal);
            return output.rest();
        }
        finally {
            this.outputs.delete(output);
        }
    }
    async flushUnless(signal) {
        if (signal.aborted)
            throw new StoreUnavailableError('the worker stops');
        await this.flush();
    }
    schedule() {
        this.timer ??= setTimeout(() => {
            this.timer = null;
            void this.flush();
        }, Math.max(FLUSH_MS, FLUSH_MS_PER_RUN * Math.min(this.runs.size, MAX_RUNS)));
    }
    /** One flush at a time: a piece may only follow one that is confirmed. */
    flush() {
        this.flushing = this.flushing.then(() => this.flushNow());
        return this.flushing;
    }
    async flushNow() {
        const sending = this.nextFlush();
        if (sending.length === 0)
            return;
        try {
            const answers = await this.store.append(sending.map(({ chunk }) => chunk));
            sending.forEach(({ output }, i) => {
                output.answered(answers[i] ?? 'lost');
            });
        }
        catch (error) {
            if (!(error instanceof StoreUnavailableError)) {
                this.logger.error({ err: error }, 'Output could not be written; it is sent again');
            }
            await delay(RETRY_MS);
        }
        if ([...this.outputs].some((output) => output.dirty))
            this.schedule();
    }
    nextFlush() {
        const sending = [];
        let size = 0;
        for (const output of [...this.outputs]) {
            if (size >= MAX_FLUSH || sending.length >= MAX_RUNS)
                break;
            const chunk = output.chunk();
            if (!chunk)
                continue;
            size += chunk.text.length;
            sending.push({ output, chunk });
            // To the end of the line: those who did not fit come first the next time.
            this.outputs.delete(output);
            this.outputs.add(output);
        }
        return sending;
    }
};
OutputWriter = OutputWriter_1 = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [TaskStore,
        ActiveRuns])
], OutputWriter);
export { OutputWriter };
//# sourceMappingURL=output.writer.js.map