import { Logger } from '@nestjs/common';
import { ClientProxy, type ReadPacket } from '@nestjs/microservices';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { QueueRequestError, QueueUnavailableError } from './queue.errors.js';
import { OutageLog } from './queue.outage.js';
import { QueueRecord } from './queue.record.js';
import type { QueueStatus } from './queue.status.js';

/** How long (ms) the first connection may take when the connection has no `commandTimeout`. */
const CONNECT_TIMEOUT_MS = 1_000;

export interface QueueClientOptions {
  /** Name of the queue, the same as its servers'; without `:`. */
  readonly queue: string;
  /** Prefix of every key in Redis, the same as its servers'. */
  readonly prefix: string;
  /**
   * Makes a new connection, which the client owns and ends. To fail fast while Redis is away, it
   * needs `enableOfflineQueue: false` and a `commandTimeout`.
   */
  readonly connect: () => Redis;
  /** Times a message whose handler fails is delivered at most. Default: without end. */
  readonly attempts?: number;
  /** Milliseconds between two deliveries of a message whose handler fails. */
  readonly backoffMs: number;
}

interface Connection {
  readonly redis: Redis;
  readonly queue: Queue<unknown>;
}

/**
 * Puts messages into a durable queue: `emit(pattern, payload)`, or a {@link QueueRecord} where the
 * message has an id, a delay or a priority. The Observable of `emit` emits the id of the message
 * once Redis has it, and errors with QueueUnavailableError where nothing was sent. Any other error
 * (a command that timed out) leaves open whether it was: emitting it again under the same id is
 * safe. Messages leave Redis when they are done.
 */
export class QueueClient extends ClientProxy<Record<string, never>, QueueStatus> {
  private readonly logger = new Logger(QueueClient.name);
  private readonly outage: OutageLog;
  private connection: Connection | undefined;
  private connecting: Promise<void> | undefined;
  private closed: Promise<void> | undefined;

  constructor(private readonly options: QueueClientOptions) {
    super();
    this.outage = new OutageLog(this.logger, options.queue);
  }

  /**
   * Opens the connection on the first call and waits for it, at most its `commandTimeout`. While
   * the connection is lost it throws at once; the connection comes back by itself.
   *
   * @throws QueueUnavailableError
   */
  async connect(): Promise<void> {
    const { redis } = this.open();
    if (redis.status === 'ready') return;
    await (this.connecting ??= this.untilReady(redis).finally(() => {
      this.connecting = undefined;
    }));
  }

  /** Ends the connection. Idempotent; what is emitted afterwards fails. */
  close(): Promise<void> {
    return (this.closed ??= this.shutDown());
  }

  /**
   * The BullMQ queue behind this client.
   *
   * @throws QueueUnavailableError after {@link close}
   */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- Nest's signature
  unwrap<T = Queue>(): T {
    // Nest leaves it to the caller to name the type.
    return this.open().queue as T;
  }

  /**
   * Takes a message back, as far as that can be done: false when a server is handling it, true when
   * it is not in the queue any more (also when it never was).
   *
   * @throws QueueUnavailableError, or the error of Redis
   */
  async remove(jobId: string): Promise<boolean> {
    await this.connect();
    return (await this.open().queue.remove(jobId)) === 1;
  }

  /**
   * In which place a message waits for a server, 1 being the next; null where it has no priority,
   * waits for its delay, or is not there.
   *
   * @throws QueueUnavailableError, or the error of Redis
   */
  async position(jobId: string): Promise<number | null> {
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
  async promote(jobId: string): Promise<void> {
    await this.connect();
    const job = await this.open().queue.getJob(jobId);
    if (await job?.isDelayed()) await job?.promote();
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- Nest's port lets the caller choose
  protected override async dispatchEvent(packet: ReadPacket): Promise<any> {
    const payload: unknown = packet.data;
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
  protected override publish(packet: ReadPacket): never {
    throw new QueueRequestError(this.options.queue, String(packet.pattern));
  }

  private open(): Connection {
    if (this.closed) throw new QueueUnavailableError(this.options.queue, 'its client is closed');
    return (this.connection ??= this.createConnection());
  }

  private createConnection(): Connection {
    const redis = this.options.connect();
    redis.on('ready', () => {
      this.outage.recovered();
      this._status$.next('connected');
    });
    redis.on('close', () => {
      this._status$.next('disconnected');
    });
    redis.on('error', this.report);
    const queue = new Queue<unknown>(this.options.queue, {
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

  private readonly report = (error: unknown): void => {
    this.outage.report(error);
  };

  private async untilReady(redis: Redis): Promise<void> {
    // Its failure comes as an event, too.
    if (redis.status === 'wait') redis.connect().catch(this.report);
    if (redis.status !== 'connecting' && redis.status !== 'connect') {
      throw new QueueUnavailableError(this.options.queue, 'the connection to Redis is lost');
    }
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const fail = (reason: string) => {
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
    } finally {
      clearTimeout(timer);
      redis.off('ready', onReady).off('close', onClose);
    }
  }

  private async shutDown(): Promise<void> {
    if (!this.connection) return;
    const { queue, redis } = this.connection;
    await queue.close();
    // BullMQ leaves open what it was handed. QUIT lets the messages before it through.
    const hangUp = () => {
      redis.disconnect();
    };
    if (redis.status === 'ready') await redis.quit().catch(hangUp);
    else hangUp();
  }
}
