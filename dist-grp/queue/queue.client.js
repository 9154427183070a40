import { Logger } from '@nestjs/common';
import { ClientProxy } from '@nestjs/microservices';
import { Queue } from 'bullmq';
import { QueueRequestError, QueueUnavailableError } from './queue.errors.js';
import { OutageLog } from './queue.outage.js';
import { QueueRecord } from './queue.record.js';
/** How long (ms) the first connection may take when the connection has no `commandTimeout`. */
const CONNECT_TIMEOUT_MS = 1_000;
/**
 * Puts messages into a durable queue: `emit(pattern, payload)`, or a {@link QueueRecord} where the
 * message has an id, a delay or a priority. The Observable of `emit` emits the id of the message
 * once Redis has it, and errors with QueueUnavailableError where nothing was sent. Any other error
 * (a command that timed out) leaves open whether it was: emitting it again under the same id is
 * safe. Messages leave Redis when they are done.
 */
export class QueueClient extends ClientProxy {
    options;
    logger = new Logger(QueueClient.name);
    outage;
    connection;
    connecting;
    closed;
    constructor(options) {
        super();
        this.options = options;
        this.outage = new OutageLog(this.logger, options.queue);
    }
    /**
     * Opens the connection on the first call and waits for it, at most its `commandTimeout`. While
     * the connection is lost it throws at once; the connection comes back by itself.
     *
     * @throws QueueUnavailableError
     */
    async connect() {
        const { redis } = this.open();
        if (redis.status === 'ready')
            return;
        await (this.connecting ??= this.untilReady(redis).finally(() => {
            this.connecting = undefined;
        }));
    }
    /** Ends the connection. Idempotent; what is emitted afterwards fails. */
    close() {
        return (this.closed ??= this.shutDown());
    }
    /**
     * The BullMQ queue behind this client.
     *
     * @throws QueueUnavailableError after {@link close}
     */
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- Nest's signature
    unwrap() {
        // Nest leaves it to the caller to name the type.
        return this.open().queue;
    }
    /**
     * Takes a message back, as far as that can be done: false when a server is handling it, true when
     * it is not in the queue any more (also when it never was).
     *
     * @throws QueueUnavailableError, or the error of Redis
     */
    async remove(jobId) {
        await this.connect();
        return (await this.open().queue.remove(jobId)) === 1;
    }
    /**
     * In which place a message waits for a server, 1 being the next; null where it has no priority,
     * waits for its delay, or is not there.
     *
     * @throws QueueUnavailableError, or the error of Redis
     */
    async position(jobId) {
        await this.connect();
        const { redis, queue } = this.open();
        const rank = await redis.zrank(queue.toKey('prioritized'), jobId);
        return rank === null ? null : rank + 1;
    }
    /**
     * Ends the delay of a message, where it has one left.
     *
     * @throws QueueUnavailableError, or the error of Redis
     */
    async promote(jobId) {
        await this.connect();
        const job = await this.open().queue.getJob(jobId);
        if (await job?.isDelayed())
            await job?.promote();
    }
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- Nest's port lets the caller choose
    async dispatchEvent(packet) {
        const payload = packet.data;
        const record = payload instanceof QueueRecord ? payload : new QueueRecord(payload);
        const { attempts = Number.MAX_SAFE_INTEGER, backoffMs } = this.options;
        const name = this.normalizePattern(String(packet.pattern));
        const job = await this.open().queue.add(name, record.data, {
            attempts,
            backoff: { type: 'fixed', delay: backoffMs },
            removeOnComplete: true,
            removeOnFail: true,
            ...record.options,
        });
        return job.id;
    }
    /** @throws QueueRequestError always */
    publish(packet) {
        throw new QueueRequestError(this.options.queue, String(packet.pattern));
    }
    open() {
        if (this.closed)
            throw new QueueUnavailableError(this.options.queue, 'its client is closed');
        return (this.connection ??= this.createConnection());
    }
    createConnection() {
        const redis = this.options.connect();
        redis.on('ready', () => {
            this.outage.recovered();
            this._status$.next('connected');
        });
        redis.on('close', () => {
            this._status$.next('disconnected');
        });
        redis.on('error', this.report);
        const queue = new Queue(this.options.queue, {
            connection: redis,
            prefix: this.options.prefix,
            // Nothing may happen once at the start: were Redis away at that moment, BullMQ would keep the
            // failure and refuse every message for ever.
            skipWaitingForReady: true,
            skipVersionCheck: true,
            skipMetasUpdate: true,
        });
        queue.on('error', this.report);
        return { redis, queue };
    }
    report = (error) => {
        this.outage.report(error);
    };
    async untilReady(redis) {
        // Its failure comes as an event, too.
        if (redis.status === 'wait')
            redis.connect().catch(this.report);
        if (redis.status !== 'connecting' && redis.status !== 'connect') {
            throw new QueueUnavailableError(this.options.queue, 'the connection to Redis is lost');
        }
        const { promise, resolve, reject } = Promise.withResolvers();
        const fail = (reason) => {
            reject(new QueueUnavailableError(this.options.queue, reason));
        };
        const onReady = () => {
            resolve(undefined);
        };
        const onClose = () => {
            fail('there is no connection to Redis');
        };
        const timeoutMs = redis.options.commandTimeout ?? CONNECT_TIMEOUT_MS;
        const timer = setTimeout(fail, timeoutMs, `Redis did not answer within ${timeoutMs} ms`);
        redis.once('ready', onReady).once('close', onClose);
        try {
            await promise;
        }
        finally {
            clearTimeout(timer);
            redis.off('ready', onReady).off('close', onClose);
        }
    }
    async shutDown() {
        if (!this.connection)
            return;
        const { queue, redis } = this.connection;
        await queue.close();
        // BullMQ leaves open what it was handed. QUIT lets the messages before it through.
        const hangUp = () => {
            redis.disconnect();
        };
        if (redis.status === 'ready')
            await redis.quit().catch(hangUp);
        else
            hangUp();
    }
}
//# sourceMappingURL=queue.client.js.map