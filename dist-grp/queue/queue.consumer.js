import { setTimeout as delay } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
const LOCK_LOSS = /^(Missing (lock|key) for job|could not renew lock for job)/i;
/** Times a message may be taken from consumers that died: no end, a crash is not its fault. */
const MAX_STALLED = 2 ** 31 - 1;
/** How soon (ms) an operation that Redis refused is tried again. */
const RETRY_MS = 1_000;
/** How long (ms) a closing consumer waits for Redis to take the outcome of the last handlers. */
const SETTLE_MS = 5_000;
/**
 * The life of one BullMQ worker and its connections: start, pause, close. Redis may be away at any
 * moment of it. A message whose `handle` rejects is failed with that error.
 */
export class QueueConsumer {
    options;
    handle;
    outage;
    onStatus;
    worker;
    redis;
    stopping = new AbortController();
    running = new Set();
    /** BullMQ's copy of the connection, which waits for messages; undefined until it is connected. */
    blocking;
    consuming;
    paused = false;
    /** @throws Error for a connection that gives up on commands, and what `connect` or BullMQ throws */
    constructor(options, handle, outage, onStatus) {
        this.options = options;
        this.handle = handle;
        this.outage = outage;
        this.onStatus = onStatus;
        this.redis = options.connect();
        this.observe();
        try {
            assertPatient(this.redis);
            this.worker = this.createWorker();
        }
        catch (error) {
            this.redis.disconnect();
            throw error;
        }
    }
    /** Begins to take messages as soon as Redis is there, now or later. */
    start() {
        this.consume().catch(this.report);
    }
    /**
     * Takes no more messages until {@link resume}, but for one that may be on its way. Meanwhile it does
     * not look for messages of consumers that died; others do.
     */
    async hold() {
        await this.worker.pause(true);
    }
    /** Takes messages again, unless it was paused for good. */
    async resume() {
        if (!this.paused)
            await this.worker.resume();
    }
    /**
     * Takes no more messages once it resolves, and for good; does not wait for the running ones.
     * Idempotent.
     */
    async pause() {
        this.paused = true;
        await this.worker.pause(true);
        // BullMQ's pause leaves the blocked fetch in place, and the message that ends it would still be
        // taken. Cut it off; but cutting one that is between two connections would leave it dead.
        const { blocking } = this;
        if (blocking?.status !== 'ready')
            return;
        // Until Redis has seen the end, it may still hand out a message; ioredis bounds the wait.
        const ended = new Promise((resolve) => blocking.once('end', resolve));
        blocking.disconnect();
        await ended;
    }
    /** Takes no more messages, waits for the running ones and ends the connections. */
    async close() {
        this.stopping.abort();
        await this.pause();
        const isSettled = await this.settle();
        // What BullMQ would wait for does not come: neither a connection that never was, nor an answer of Redis.
        const isConnected = this.blocking?.status === 'ready' || this.blocking?.status === 'end';
        await this.worker.close(!isSettled || !isConnected);
        // BullMQ leaves open what it was handed. No QUIT: a Redis that hangs would not answer it.
        if (this.redis.status !== 'end')
            this.redis.disconnect();
    }
    createWorker() {
        const { queue, prefix, concurrency, lockMs } = this.options;
        const worker = new Worker(queue, (job) => this.process(job), {
            connection: this.redis,
            prefix,
            concurrency,
            lockDuration: lockMs,
            stalledInterval: lockMs,
            maxStalledCount: MAX_STALLED,
            runRetryDelay: RETRY_MS,
            autorun: false,
        });
        worker.on('error', this.report);
        worker.on('completed', () => {
            this.outage.recovered();
        });
        worker.backend.blockingClient?.then((client) => {
            this.blocking = client;
        }, this.report);
        return worker;
    }
    report = (error) => {
        // After an outage BullMQ finds its locks gone. The message is redelivered, which handlers bear.
        const isLockLoss = error instanceof Error && LOCK_LOSS.test(error.message);
        if (!this.stopping.signal.aborted && !isLockLoss)
            this.outage.report(error);
    };
    observe() {
        this.redis.on('error', this.report);
        this.redis.on('ready', () => {
            this.outage.recovered();
            this.onStatus('connected');
        });
        this.redis.on('close', () => {
            this.onStatus('disconnected');
        });
    }
    async consume() {
        // Before the first message is taken, or more of them would run than may.
        await this.boundGlobally();
        if (this.stopping.signal.aborted)
            return;
        this.consuming = this.worker.run();
        await this.consuming;
    }
    async boundGlobally() {
        const { queue: name, prefix, globalConcurrency } = this.options;
        const { signal } = this.stopping;
        const queue = new Queue(name, {
            connection: this.redis,
            prefix,
            skipMetasUpdate: true,
            skipVersionCheck: true,
        });
        queue.on('error', this.report);
        while (!signal.aborted) {
            try {
                if (globalConcurrency > 0)
                    await queue.setGlobalConcurrency(globalConcurrency);
                else
                    await queue.removeGlobalConcurrency();
                break;
            }
            catch (error) {
                this.report(error);
                await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
            }
        }
        await queue.close();
    }
    async process(job) {
        const run = this.handle(job);
        this.running.add(run);
        try {
            await run;
        }
        finally {
            this.running.delete(run);
        }
    }
    /**
     * Waits until the main loop ended, or no handler runs and Redis does not take the outcomes.
     * @returns whether it ended
     */
    async settle() {
        if (!this.consuming)
            return true;
        const ended = Promise.allSettled([this.consuming]).then(() => true);
        for (;;) {
            await Promise.allSettled(this.running);
            const timer = new AbortController();
            const late = delay(SETTLE_MS, false, { signal: timer.signal }).catch(() => false);
            const done = await Promise.race([ended, late]);
            timer.abort();
            if (done || this.running.size === 0)
                return done;
        }
    }
}
/** BullMQ refuses such a connection, too, but leaves the copy open that it has made by then. */
function assertPatient({ options }) {
    if (options.maxRetriesPerRequest === null && options.commandTimeout === undefined)
        return;
    throw new Error('The connection of a queue server must wait for Redis as long as it takes: ' +
        'maxRetriesPerRequest must be null, and commandTimeout unset.');
}
//# sourceMappingURL=queue.consumer.js.map