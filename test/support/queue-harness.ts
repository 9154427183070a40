import { randomUUID } from 'node:crypto';
import { Controller, Logger, Module, type INestMicroservice, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { Redis, type RedisOptions } from 'ioredis';
import { lastValueFrom } from 'rxjs';
import { QueueClient, type QueueClientOptions } from '../../src/queue/queue.client.js';
import { QueueContext } from '../../src/queue/queue.context.js';
import { QueueExceptionFilter } from '../../src/queue/queue.exception-filter.js';
import {
  QUEUE_TRANSPORT,
  QueueServer,
  type QueueServerOptions,
} from '../../src/queue/queue.server.js';
import { Mailbox } from './queue-mailbox.js';

export interface Delivery {
  readonly data: unknown;
  readonly context: QueueContext;
}

/** What the handlers of a test got, and what they do with it. */
export class Inbox extends Mailbox<Delivery> {
  handle: (delivery: Delivery) => unknown = () => undefined;

  receive(data: unknown, context: QueueContext): unknown {
    this.put({ data, context });
    return this.handle({ data, context });
  }
}

@Module({})
class Root {}

@Controller()
export class WorkController {
  constructor(private readonly inbox: Inbox) {}

  // A list, since for a plain string Nest's types do not let a handler name its context's class.
  @EventPattern(['work'], QUEUE_TRANSPORT)
  work(@Payload() data: unknown, @Ctx() context: QueueContext): unknown {
    return this.inbox.receive(data, context);
  }
}

/** One queue of a test's own on the run's Redis, and everything that has to be closed again. */
export class QueueHarness {
  readonly prefix = `{test-${randomUUID()}}`;
  readonly url = new URL(process.env.TEST_REDIS_URL ?? '');
  readonly inbox = new Inbox();
  readonly log = new Mailbox<string>();
  private readonly closing: (() => Promise<unknown>)[] = [];

  constructor() {
    const note = (line: unknown) => {
      this.log.put(String(line));
    };
    Logger.overrideLogger({ log: () => undefined, error: note, warn: note, fatal: note });
  }

  /** Runs at the end of the test, the last one first. */
  atEnd(close: () => Promise<unknown>): void {
    this.closing.unshift(close);
  }

  redis(options: RedisOptions = {}): Redis {
    const { hostname: host, port } = this.url;
    // ioredis keeps a timer of this length when it ends what is not connected.
    const disconnectTimeout = 50;
    const defaults = { host, port: Number(port), retryStrategy: () => 20, disconnectTimeout };
    return new Redis({ ...defaults, ...options });
  }

  server(options: Partial<QueueServerOptions> = {}, redis: RedisOptions = {}): QueueServer {
    const server = new QueueServer({
      queue: 'work',
      prefix: this.prefix,
      connect: () => this.redis({ maxRetriesPerRequest: null, ...redis }),
      concurrency: 10,
      globalConcurrency: 0,
      lockMs: 30_000,
      patterns: ['work'],
      ...options,
    });
    this.atEnd(() => server.close());
    return server;
  }

  client(options: Partial<QueueClientOptions> = {}, redis: RedisOptions = {}): QueueClient {
    const connection = { enableOfflineQueue: false, commandTimeout: 2_000, ...redis };
    const client = new QueueClient({
      queue: 'work',
      prefix: this.prefix,
      connect: () => this.redis(connection),
      backoffMs: 1,
      ...options,
    });
    this.atEnd(() => client.close());
    return client;
  }

  /** A Nest app whose handlers put into the inbox; configured, but not listening yet. */
  async app(
    strategy: QueueServer,
    controllers: Type[] = [WorkController],
  ): Promise<INestMicroservice> {
    const module = { module: Root, controllers, providers: [this.inboxProvider] };
    const app = await NestFactory.createMicroservice(module, { strategy, abortOnError: false });
    app.useGlobalFilters(new QueueExceptionFilter());
    this.atEnd(() => app.close());
    return app;
  }

  /** As {@link app}, and listening. */
  async listen(strategy = this.server(), controllers?: Type[]): Promise<INestMicroservice> {
    const app = await this.app(strategy, controllers);
    await app.listen();
    return app;
  }

  readonly inboxProvider = { provide: Inbox, useValue: this.inbox };

  async close(): Promise<void> {
    for (const close of this.closing) await close();
    const redis = this.redis();
    const pattern = this.prefix.replace(/[{}]/g, '\\$&');
    const keys = await redis.keys(`${pattern}*`);
    if (keys.length > 0) await redis.unlink(...keys);
    await redis.quit();
  }
}

/** Emits and waits until Redis has it; the id of the message. */
export const emit = (client: QueueClient, data: unknown, pattern = 'work'): Promise<string> =>
  lastValueFrom(client.emit<string>(pattern, data));

/** How many messages there are in the queue, in whatever state. */
export const jobsIn = async (client: QueueClient): Promise<number> => {
  const counts = await client
    .unwrap()
    .getJobCounts('wait', 'active', 'delayed', 'prioritized', 'failed', 'completed');
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
};

/** The errors of the messages that fail from now on. */
export const failuresOf = (server: QueueServer): Mailbox<Error> => {
  const failures = new Mailbox<Error>();
  server.on('failed', (_job, error) => {
    failures.put(error);
  });
  return failures;
};

/** The ids of the messages that are completed from now on. */
export const completionsOf = (server: QueueServer): Mailbox<string | undefined> => {
  const completions = new Mailbox<string | undefined>();
  server.on('completed', (job) => {
    completions.put(job.id);
  });
  return completions;
};
