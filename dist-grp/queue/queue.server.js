import { Logger } from '@nestjs/common';
import { Server } from '@nestjs/microservices';
import { UnrecoverableError } from 'bullmq';
import { lastValueFrom } from 'rxjs';
import { QueueConsumer } from './queue.consumer.js';
import { QueueContext } from './queue.context.js';
import { checkContract } from './queue.contract.js';
import { toJobFailure } from './queue.failure.js';
import { OutageLog } from './queue.outage.js';
/** Binds a handler to this transport alone: `@EventPattern('pattern', QUEUE_TRANSPORT)`. */
export const QUEUE_TRANSPORT = Symbol('queue');
/**
 * A durable Nest transport: a message stays in Redis until one of the servers of its queue has
 * handled it. A handler that throws, rejects or returns an Observable that errors gets the message
 * again, after the backoff of its client, unless the error is (or was caused by) BullMQ's
 * UnrecoverableError; one whose process dies leaves it to another server within about twice
 * `lockMs`. So a message is handled at least once, and a handler must bear a repetition.
 */
export class QueueServer extends Server {
    options;
    transportId = QUEUE_TRANSPORT;
    propagatesEventHandlerErrors = true;
    logger = new Logger(QueueServer.name);
    uponStart = [];
    consumer;
    closed;
    constructor(options) {
        super();
        this.options = options;
    }
    /**
     * Checks the contract and begins to take messages as soon as Redis is there, now or later. The
     * callback gets a QueueContractError, or whatever `connect` threw, which fails the boot.
     */
    listen(callback) {
        try {
            const { queue, patterns } = this.options;
            const routes = patterns.map((pattern) => this.normalizePattern(pattern));
            checkContract(queue, routes, this.messageHandlers);
            this.start();
        }
        catch (error) {
            callback(error);
            return;
        }
        callback();
    }
    /** Takes no more messages until {@link resume}, but for one that may be on its way. */
    async hold() {
        await this.consumer?.hold();
    }
    /** Takes messages again after {@link hold}; not after {@link pause}. */
    async resume() {
        await this.consumer?.resume();
    }
    /**
     * Takes no more messages once it resolves, and for good; does not wait for running handlers.
     * Idempotent.
     */
    async pause() {
        await this.consumer?.pause();
    }
    /**
     * Takes no more messages, waits for the running handlers and for Redis to take their outcome (for
     * five seconds; without it they are redelivered), then ends the connections. Idempotent.
     */
    close() {
        return (this.closed ??= this.consumer?.close() ?? Promise.resolve());
    }
    /** Listens to the worker; may be called before {@link listen}. */
    on(event, callback) {
        const subscribe = (worker) => worker.on(event, callback);
        if (this.consumer)
            subscribe(this.consumer.worker);
        else
            this.uponStart.push(subscribe);
    }
    /**
     * The BullMQ worker behind this server.
     *
     * @throws Error before {@link listen}
     */
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- Nest's signature
    unwrap() {
        if (!this.consumer)
            throw new Error('The queue server has no worker before listen().');
        // Nest leaves it to the caller to name the type.
        return this.consumer.worker;
    }
    start() {
        this.consumer = new QueueConsumer(this.options, (job) => this.deliver(job), new OutageLog(this.logger, this.options.queue), (status) => {
            this._status$.next(status);
        });
        for (const subscribe of this.uponStart)
            subscribe(this.consumer.worker);
        this.consumer.start();
    }
    async deliver(job) {
        try {
            const handler = this.getHandlerByPattern(job.name);
            // Never a success: the message would be gone and nobody would know.
            if (!handler)
                throw new UnrecoverableError(`There is no handler for "${job.name}"`);
            const context = new QueueContext([job.id ?? '', job.name, job.attemptsStarted]);
            await this.call(handler, job.data, context);
        }
        catch (thrown) {
            const failure = toJobFailure(thrown);
            this.logFailure(job, failure);
            throw failure;
        }
    }
    /** Calls a handler between Nest's processing hooks, whatever these return or throw. */
    call(handler, data, context) {
        const { promise, resolve, reject } = Promise.withResolvers();
        const run = async (end) => {
            try {
                const result = this.transformToObservable(handler(data, context));
                await lastValueFrom(result, { defaultValue: undefined });
                resolve(undefined);
            }
            catch (error) {
                reject(error);
            }
            finally {
                end();
            }
        };
        // Declared as void by Nest, but a hook may be asynchronous, and may fail.
        const withHooks = this.runWithProcessingHooks.bind(this);
        const hooked = async () => {
            await withHooks(context, run);
        };
        hooked().catch(reject);
        return promise;
    }
    logFailure(job, failure) {
        const attemptsLeft = (job.opts.attempts ?? 1) - job.attemptsMade - 1;
        const final = failure instanceof UnrecoverableError || attemptsLeft <= 0;
        this.logger.error(`Message ${job.id ?? ''} ("${job.name}", delivery ${job.attemptsStarted}) failed and ` +
            `${final ? 'is given up' : 'will be redelivered'}: ${failure.message}`, failure.stack);
    }
}
//# sourceMappingURL=queue.server.js.map