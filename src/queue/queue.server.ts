import type { EventEmitter } from 'node:events';
import { Logger } from '@nestjs/common';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { UnrecoverableError, type Job, type Worker, type WorkerListener } from 'bullmq';
import { lastValueFrom } from 'rxjs';
import type { QueueStatus } from './queue.status.js';
import { QueueConsumer, type QueueConsumerOptions } from './queue.consumer.js';
import { QueueContext } from './queue.context.js';
import { checkContract } from './queue.contract.js';
import { toJobFailure } from './queue.failure.js';
import { OutageLog } from './queue.outage.js';

/** Binds a handler to this transport alone: `@EventPattern('pattern', QUEUE_TRANSPORT)`. */
export const QUEUE_TRANSPORT = Symbol('queue');

export interface QueueServerOptions extends QueueConsumerOptions {
  /** The contract: exactly these patterns must have a handler, each exactly one. */
  readonly patterns: readonly string[];
}

/** What {@link QueueServer.on} can listen to. */
export type QueueServerEvents = Pick<
  WorkerListener<unknown, void>,
  'active' | 'completed' | 'failed' | 'stalled' | 'lockRenewalFailed'
>;

/**
 * A durable Nest transport: a message stays in Redis until one of the servers of its queue has
 * handled it. A handler that throws, rejects or returns an Observable that errors gets the message
 * again, after the backoff of its client, unless the error is (or was caused by) BullMQ's
 * UnrecoverableError; one whose process dies leaves it to another server within about twice
 * `lockMs`. So a message is handled at least once, and a handler must bear a repetition.
 */
export class QueueServer
  extends Server<QueueServerEvents, QueueStatus>
  implements CustomTransportStrategy
{
  override transportId: symbol = QUEUE_TRANSPORT;
  override readonly propagatesEventHandlerErrors = true;
  protected override readonly logger = new Logger(QueueServer.name);

  private readonly uponStart: ((worker: EventEmitter) => void)[] = [];
  private consumer: QueueConsumer | undefined;
  private closed: Promise<void> | undefined;

  constructor(private readonly options: QueueServerOptions) {
    super();
  }

  /**
   * Checks the contract and begins to take messages as soon as Redis is there, now or later. The
   * callback gets a QueueContractError, or whatever `connect` threw, which fails the boot.
   */
  listen(callback: (error?: unknown) => void): void {
    try {
      const { queue, patterns } = this.options;
      const routes = patterns.map((pattern) => this.normalizePattern(pattern));
      checkContract(queue, routes, this.messageHandlers);
      this.start();
    } catch (error) {
      callback(error);
      return;
    }
    callback();
  }

  /** Takes no more messages until {@link resume}, but for one that may be on its way. */
  async hold(): Promise<void> {
    await this.consumer?.hold();
  }

  /** Takes messages again after {@link hold}; not after {@link pause}. */
  async resume(): Promise<void> {
    await this.consumer?.resume();
  }

  /**
   * Takes no more messages once it resolves, and for good; does not wait for running handlers.
   * Idempotent.
   */
  async pause(): Promise<void> {
    await this.consumer?.pause();
  }

  /**
   * Takes no more messages, waits for the running handlers and for Redis to take their outcome (for
   * five seconds; without it they are redelivered), then ends the connections. Idempotent.
   */
  close(): Promise<void> {
    return (this.closed ??= this.consumer?.close() ?? Promise.resolve());
  }

  /** Listens to the worker; may be called before {@link listen}. */
  on<Event extends keyof QueueServerEvents>(
    event: Event,
    callback: QueueServerEvents[Event],
  ): void {
    const subscribe = (worker: EventEmitter) => worker.on(event, callback);
    if (this.consumer) subscribe(this.consumer.worker);
    else this.uponStart.push(subscribe);
  }

  /**
   * The BullMQ worker behind this server.
   *
   * @throws Error before {@link listen}
   */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- Nest's signature
  unwrap<T = Worker>(): T {
    if (!this.consumer) throw new Error('The queue server has no worker before listen().');
    // Nest leaves it to the caller to name the type.
    return this.consumer.worker as T;
  }

  private start(): void {
    this.consumer = new QueueConsumer(
      this.options,
      (job) => this.deliver(job),
      new OutageLog(this.logger, this.options.queue),
      (status) => {
        this._status$.next(status);
      },
    );
    for (const subscribe of this.uponStart) subscribe(this.consumer.worker);
    this.consumer.start();
  }

  private async deliver(job: Job<unknown>): Promise<void> {
    try {
      const handler = this.getHandlerByPattern(job.name);
      // Never a success: the message would be gone and nobody would know.
      if (!handler) throw new UnrecoverableError(`There is no handler for "${job.name}"`);
      const context = new QueueContext([job.id ?? '', job.name, job.attemptsStarted]);
      await this.call(handler, job.data, context);
    } catch (thrown) {
      const failure = toJobFailure(thrown);
      this.logFailure(job, failure);
      throw failure;
    }
  }

  /** Calls a handler between Nest's processing hooks, whatever these return or throw. */
  private call(handler: MessageHandler, data: unknown, context: QueueContext): Promise<undefined> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const run = async (end: () => void): Promise<void> => {
      try {
        const result = this.transformToObservable(handler(data, context));
        await lastValueFrom(result, { defaultValue: undefined });
        resolve(undefined);
      } catch (error) {
        reject(error);
      } finally {
        end();
      }
    };
    // Declared as void by Nest, but a hook may be asynchronous, and may fail.
    const withHooks: (context: QueueContext, fn: typeof run) => unknown =
      this.runWithProcessingHooks.bind(this);
    const hooked = async (): Promise<void> => {
      await withHooks(context, run);
    };
    hooked().catch(reject);
    return promise;
  }

  private logFailure(job: Job<unknown>, failure: Error): void {
    const attemptsLeft = (job.opts.attempts ?? 1) - job.attemptsMade - 1;
    const final = failure instanceof UnrecoverableError || attemptsLeft <= 0;
    this.logger.error(
      `Message ${job.id ?? ''} ("${job.name}", delivery ${job.attemptsStarted}) failed and ` +
        `${final ? 'is given up' : 'will be redelivered'}: ${failure.message}`,
      failure.stack,
    );
  }
}
