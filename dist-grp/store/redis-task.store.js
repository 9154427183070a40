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
import DataLoader from 'dataloader';
import { Keys } from '../redis/keys.js';
import { RedisConnections } from '../redis/redis.connections.js';
import { PROGRESS_KEPT } from '../tasks/progress.js';
import { isTerminal, TASK_STATUSES } from '../tasks/task.js';
import { InvalidTaskError } from '../tasks/task.errors.js';
import { TaskSettings } from '../tasks/task.settings.js';
import { DUE_INDEXES, } from '../tasks/task.store.js';
import { OWED_GRACE_MS } from '../tasks/owed.js';
import { withScripts } from './scripts.js';
import { LIVE_LENGTH } from './live.list.js';
import { answerOf, answersOf } from './redis.answers.js';
import { decode, encode } from './task.codec.js';
import { TaskQueries } from './task.queries.js';
/** How many tasks one script call stores. */
const CREATE_BATCH = 50;
/** How many leases one script call renews: a script that runs long holds up everybody else. */
const RENEW_BATCH = 500;
/** … and to how many outputs one adds, each of which costs four times as much. */
const APPEND_BATCH = 100;
/** How many runs of a task are remembered, the newest. */
const ATTEMPTS_KEPT = 100;
/** {@link TaskStore} in Redis: six scripts, each of which is atomic, and no rule in them. */
let RedisTaskStore = class RedisTaskStore extends TaskQueries {
    settings;
    /** Those of one turn of the event loop are stored together. */
    creates = new DataLoader((drafts) => this.createAll(drafts), { cache: false, maxBatchSize: CREATE_BATCH, batchScheduleFn: setImmediate });
    constructor(connections, keys, settings) {
        super(withScripts(connections.commands), keys);
        this.settings = settings;
    }
    create(draft) {
        return this.creates.load(draft);
    }
    async createAll(drafts) {
        const { keys, settings } = this;
        const tasks = drafts.flatMap(({ id, client, idempotencyKey }) => [
            keys.task(id),
            idempotencyKey === null ? keys.task(id) : keys.idempotency(client, idempotencyKey),
        ]);
        const answers = await answerOf(this.redis.task_create(5 + tasks.length, keys.all(), keys.ofStatus('pending'), keys.due('owed'), keys.live(), keys.entered(), ...tasks, settings.idempotencyTtlMs, settings.maxQueueDepth, OWED_GRACE_MS, LIVE_LENGTH, keys.liveDoorbell(), ...drafts.flatMap(argumentsOf)));
        return answers.map(([type, id = '']) => type === 'unsound' ? new Error('The times of a new task are no numbers') : { type, id });
    }
    async read(id, options = { output: false }) {
        return this.readWith(id, flag(options.output), '', '', '', '');
    }
    async readFrom(id, from, max) {
        try {
            const { outputNumber, offset, progress } = from;
            return await this.readWith(id, '1', outputNumber, offset, max, progress);
        }
        catch (error) {
            const isOffset = error instanceof Error && error.message.startsWith('OFFSET');
            throw isOffset ? new InvalidTaskError('after', 'after is no place in the output') : error;
        }
    }
    async readWith(id, ...options) {
        const keys = [this.keys.task(id), this.keys.output(id), this.keys.progress(id)];
        const answer = await answerOf(this.redis.task_read(3, ...keys, ...options));
        if (!answer)
            return null;
        const [now, record, output, offset, length, steps, progressSeen] = answer;
        const progress = steps.map((step) => JSON.parse(step));
        return { task: decode(record), now, output, offset, length, progress, progressSeen };
    }
    async commit(task, change, lastOutput) {
        const { keys } = this;
        const status = change.patch.status ?? task.status;
        const { set, clear } = encode(change.patch);
        const result = await answerOf(this.redis.task_commit(10, keys.task(task.id), keys.output(task.id), keys.ofStatus(task.status), keys.ofStatus(status), keys.due(dueIndexOf(task.status)), keys.due(dueIndexOf(status)), keys.attempts(task.id), keys.live(), keys.entered(), keys.progress(task.id), task.id, task.version, change.score ?? '', flag(change.leaseMustBeDead), change.clear ?? '', lastOutput?.offset ?? '', lastOutput?.text ?? '', change.attempt ? JSON.stringify(change.attempt) : '', ATTEMPTS_KEPT, status === task.status ? '' : status, keys.doorbell(task.id), LIVE_LENGTH, keys.liveDoorbell(), clear.length, ...clear, ...set));
        return result;
    }
    async append(chunks) {
        const pipeline = this.redis.pipeline();
        const { keys } = this;
        for (const runs of batchesOf(chunks, APPEND_BATCH)) {
            pipeline.task_append(3 * runs.length, ...runs.flatMap(({ id }) => [keys.task(id), keys.output(id), keys.progress(id)]), PROGRESS_KEPT, ...runs.flatMap(({ id, delivery, token, outputNumber, offset, text, ...more }) => {
                const steps = more.progress.map((step) => JSON.stringify(step));
                const place = [outputNumber, more.progressSeen, steps.length];
                return [delivery, token, offset, text, keys.doorbell(id), ...place, ...steps];
            }));
        }
        return (await answersOf(pipeline)).flat();
    }
    async renew(worker, claims) {
        const pipeline = this.redis.pipeline();
        // With no claim too: a renewal reports the worker alive.
        for (const chunk of claims.length === 0 ? [[]] : batchesOf(claims, RENEW_BATCH)) {
            pipeline.task_renew(3 + chunk.length, this.keys.due('leases'), this.keys.workers(), this.keys.workerReports(), ...chunk.map(({ id }) => this.keys.task(id)), worker.id, JSON.stringify(worker), this.settings.leaseMs, ...chunk.flatMap(({ id, delivery, token }) => [id, delivery, token]));
        }
        return (await answersOf(pipeline)).flat();
    }
    async forgetWorker(id) {
        const pipeline = this.redis.pipeline();
        pipeline.zrem(this.keys.workers(), id).hdel(this.keys.workerReports(), id);
        await answersOf(pipeline);
    }
    async remove(task) {
        const { keys } = this;
        const taskKey = keys.task(task.id);
        const result = await answerOf(this.redis.task_remove(9, taskKey, keys.output(task.id), keys.all(), keys.ofStatus(task.status), keys.due(dueIndexOf(task.status)), task.idempotencyKey === null ? taskKey : keys.idempotency(task.client, task.idempotencyKey), keys.attempts(task.id), keys.live(), keys.progress(task.id), task.id, task.version, keys.doorbell(task.id), LIVE_LENGTH, keys.liveDoorbell()));
        return result;
    }
    async dropOrphan(id) {
        const { keys } = this;
        const statuses = TASK_STATUSES.map((status) => keys.ofStatus(status));
        const times = DUE_INDEXES.map((index) => keys.due(index));
        const pipeline = this.redis.pipeline();
        for (const index of [keys.all(), ...statuses, ...times])
            pipeline.zrem(index, id);
        pipeline.unlink(keys.output(id), keys.attempts(id), keys.progress(id));
        pipeline.xadd(keys.live(), 'MAXLEN', '~', LIVE_LENGTH, '*', 'id', id);
        pipeline.publish(keys.liveDoorbell(), 'change');
        await answersOf(pipeline);
    }
};
RedisTaskStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [RedisConnections,
        Keys,
        TaskSettings])
], RedisTaskStore);
export { RedisTaskStore };
/** What the script `create` is told of a task. */
function argumentsOf({ runInMs, requestHash, ...draft }) {
    const { set } = encode({
        ...draft,
        status: 'pending',
        version: 1,
        delivery: 1,
        outputNumber: 1,
        progressCount: 0,
        attempt: 0,
        attemptsGranted: draft.maxAttempts,
        backoffs: 0,
        owedWaitMs: OWED_GRACE_MS,
        rejoinable: false,
        rejoins: 0,
        simulated: false,
    });
    const hash = draft.idempotencyKey === null ? '' : (requestHash ?? '');
    const times = [runInMs ?? 0, flag(runInMs !== null), draft.expiresInMs];
    return [draft.id, hash, ...times, set.length, ...set];
}
function* batchesOf(all, size) {
    for (let from = 0; from < all.length; from += size)
        yield all.slice(from, from + size);
}
const flag = (value) => (value ? '1' : '0');
function dueIndexOf(status) {
    if (isTerminal(status))
        return 'expiry';
    return status === 'pending' ? 'owed' : 'leases';
}
//# sourceMappingURL=redis-task.store.js.map