import { once } from 'node:events';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis, RedisOptions } from 'ioredis';
import { AppConfig } from '../config/app.config.js';
import { BatchingRedis } from './batching.redis.js';

const START_DEADLINE_MS = 5_000;
const RECONNECT_MAX_MS = 1_000;
/** No caller waits longer than this for Redis. */
const COMMAND_TIMEOUT_MS = 800;
/** A connection that answers nothing for so long is taken for dead and made anew. */
const SOCKET_TIMEOUT_MS = 15_000;

/** The same for one whose commands wait; BullMQ's do for 10 s at most. */
const BLOCKING_SOCKET_TIMEOUT_MS = 30_000;
/** How long a connection that is being ended may take for it. */
const DISCONNECT_TIMEOUT_MS = 200;

/** Replies as plain arrays, which is what ioredis gives unless told otherwise. */
type Options = Omit<RedisOptions, 'replyMapping'>;

/** What a connection is for. */
type Role = 'commands' | 'subscriber' | 'blocking';

/** Redis did not answer when the process started. */
export class RedisUnreachableError extends Error {
  readonly code = 'redis_unreachable';

  constructor(address: string, cause: unknown) {
    super(`Redis at ${address} does not answer (${reasonOf(cause)}). Start it, or set REDIS_URL.`, {
      cause,
    });
    this.name = 'RedisUnreachableError';
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof Error && error.message !== '' ? error.message : String(error);

/**
 * Makes every connection to Redis that this process has, and ends them last of all.
 *
 * A connection for `commands` fails fast: nothing waits in a queue of its own while Redis is away,
 * nothing is sent twice after a reconnect, and no answer is awaited for longer than 800 ms. One that
 * is `blocking` waits as long as its commands do; a `subscriber` has to subscribe again by itself when
 * it is connected anew.
 */
@Injectable()
export class RedisConnections implements OnApplicationShutdown {
  private readonly logger = new Logger('Redis');
  private readonly open = new Set<Redis>();
  private shared?: BatchingRedis;

  constructor(private readonly config: AppConfig) {}

  /** `host:port/db`, for people. */
  get address(): string {
    const { host, port, db } = this.config.redis;
    return `${host}:${port}/${db}`;
  }

  /** The one connection that the process' own commands share. */
  get commands(): BatchingRedis {
    this.shared ??= this.logOutages(this.create('commands'));
    return this.shared;
  }

  create(role: Role): BatchingRedis {
    const redis = new BatchingRedis({ ...this.config.redis, ...optionsOf(role) });
    // Without a listener ioredis prints every try; the shared connection tells of an outage once.
    redis.on('error', () => undefined);
    this.open.add(redis);
    redis.once('end', () => this.open.delete(redis));
    return redis;
  }

  /** Waits until Redis answers. @throws RedisUnreachableError after a few seconds */
  async untilReady(): Promise<void> {
    const redis = this.commands;
    if (redis.status === 'ready') return;
    let lastError: unknown = 'no answer';
    const remember = (error: unknown): void => {
      lastError = error;
    };
    redis.on('error', remember);
    try {
      // events.once would give up at the first 'error', and there is one for each try.
      await new Promise<void>((resolve, reject) => {
        redis.once('ready', resolve);
        AbortSignal.timeout(START_DEADLINE_MS).addEventListener('abort', () => {
          reject(new RedisUnreachableError(this.address, lastError));
        });
      });
    } finally {
      redis.off('error', remember);
    }
    await this.selectDatabase();
    this.logger.log(`✅ Redis连接成功 (${this.address})`);
  }

  /** ioredis goes on with database 0 where there is none of the given number. */
  private async selectDatabase(): Promise<void> {
    try {
      await this.commands.select(this.config.redis.db);
    } catch (error) {
      throw new RedisUnreachableError(this.address, error);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.open].map((redis) => quit(redis)));
  }

  private logOutages(redis: BatchingRedis): BatchingRedis {
    let away = false;
    redis.on('error', (error: unknown) => {
      if (!away) this.logger.warn(`Redis at ${this.address} is away: ${reasonOf(error)}`);
      away = true;
    });
    redis.on('ready', () => {
      if (away) this.logger.log(`Redis at ${this.address} is back`);
      away = false;
    });
    return redis;
  }
}

function optionsOf(role: Role): Options {
  const common: Options = {
    retryStrategy: (times) => Math.min(times * 50, RECONNECT_MAX_MS),
    maxRetriesPerRequest: null,
    keepAlive: 10_000,
    disconnectTimeout: DISCONNECT_TIMEOUT_MS,
  };
  if (role === 'blocking') return { ...common, socketTimeout: BLOCKING_SOCKET_TIMEOUT_MS };
  return {
    ...common,
    // ioredis would subscribe again by itself, and nobody would hear that it failed.
    autoResubscribe: role !== 'subscriber',
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    commandTimeout: COMMAND_TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
  };
}

/** Ends a connection in good order, or at once where Redis does not answer. */
async function quit(redis: Redis): Promise<void> {
  if (redis.status === 'ready') {
    // The timer is unreferenced, so it does not keep the process up.
    const deadline = once(AbortSignal.timeout(COMMAND_TIMEOUT_MS), 'abort');
    await Promise.race([redis.quit().catch(() => undefined), deadline]);
  }
  redis.disconnect();
}
