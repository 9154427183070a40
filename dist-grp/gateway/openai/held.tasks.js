var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var HeldTasks_1;
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { StoreUnavailableError, TaskConflictError, TaskNotFoundError, } from '../../tasks/task.errors.js';
import { TaskService } from '../../tasks/task.service.js';
import { isTerminal } from '../../tasks/task.js';
import { TaskWaiter } from '../../tasks/task.waiter.js';
import { TaskWatcher } from '../../tasks/task.watcher.js';
import { untilAnswered } from '../../tasks/until-answered.js';
import { OpenRequests } from '../open-requests.js';
import { stopping, stored } from './openai.error.js';
/** How long the store is asked for what was just stored there, in ms. */
const READ_MS = 10_000;
/** How long the store is asked to cancel what nobody waits for any more, in ms. */
const CANCEL_MS = 60_000;
const WATCH_AGAIN_MS = 500;
/** Tasks whose callers hold the connection. One that leaves does not want the result any more. */
let HeldTasks = HeldTasks_1 = class HeldTasks {
    tasks;
    waiter;
    watcher;
    requests;
    logger = new Logger(HeldTasks_1.name);
    constructor(tasks, waiter, watcher, requests) {
        this.tasks = tasks;
        this.waiter = waiter;
        this.watcher = watcher;
        this.requests = requests;
    }
    /**
     * Submits a task that is cancelled when the caller leaves before its answer is complete; unless it has
     * an idempotency key: then whoever sends the same again gets the answer.
     * @throws as TaskService.submit; TooManyWaitersError, before anything is stored
     */
    async submit(request, by, reply) {
        const signal = this.requests.enter(reply);
        const { id } = await this.tasks.submit(request, by);
        if (by.idempotencyKey === null)
            this.cancelWhenLeft(id, reply);
        return { id, signal };
    }
    /**
     * Waits until a task has ended, however long.
     * @throws TaskNotFoundError; OpenAiError where the process stops before
     */
    async ended({ id, signal }) {
        for (;;) {
            const hasEnded = await this.ask(id, signal, () => this.waiter.untilEnded(id, signal));
            if (!hasEnded)
                throw stopping(id);
            const view = await this.whole(id, signal);
            // Or somebody had it run again in between.
            if (isTerminal(view.task.status))
                return view;
        }
    }
    /** A task and how much it has said. @throws TaskNotFoundError, OpenAiError */
    look({ id, signal }) {
        return this.ask(id, signal, () => this.tasks.look(id));
    }
    /** A task with all its output. @throws TaskNotFoundError, OpenAiError */
    whole(id, signal = AbortSignal.timeout(READ_MS)) {
        return this.ask(id, signal, () => this.tasks.get(id));
    }
    /** Follows a task; goes on where it was when the store does not answer for a while. */
    async *follow(id, from, signal) {
        let seen = from;
        while (!signal.aborted) {
            try {
                for await (const sight of this.watcher.watch(id, seen, signal)) {
                    seen = 'seen' in sight ? sight.seen : seen;
                    yield sight;
                }
                return;
            }
            catch (error) {
                if (!(error instanceof StoreUnavailableError))
                    throw error;
                yield { type: 'quiet' };
                await delay(WATCH_AGAIN_MS, undefined, { signal }).catch(() => undefined);
            }
        }
    }
    /**
     * Asks about a task that is known to be stored: that the store does not answer for a while is no reason
     * to give up.
     */
    async ask(id, signal, call) {
        try {
            return await untilAnswered(call, signal);
        }
        catch (error) {
            if (!(error instanceof StoreUnavailableError))
                throw error;
            throw this.requests.isStopping ? stopping(id) : stored(id);
        }
    }
    cancelWhenLeft(id, { raw }) {
        const cancel = () => {
            const hasLeft = !raw.writableFinished && !this.requests.isStopping;
            if (hasLeft)
                void this.cancel(id);
        };
        if (raw.destroyed)
            cancel();
        else
            raw.once('close', cancel);
    }
    async cancel(id) {
        try {
            await untilAnswered(() => this.tasks.cancel(id), AbortSignal.timeout(CANCEL_MS));
        }
        catch (error) {
            // It had ended already.
            if (error instanceof TaskConflictError || error instanceof TaskNotFoundError)
                return;
            this.logger.warn({ err: error, task_id: id }, 'A task that nobody waits for goes on');
        }
    }
};
HeldTasks = HeldTasks_1 = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [TaskService,
        TaskWaiter,
        TaskWatcher,
        OpenRequests])
], HeldTasks);
export { HeldTasks };
//# sourceMappingURL=held.tasks.js.map