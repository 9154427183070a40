import { once } from 'node:events';
import { ClientRedis, type MsPattern, type RedisOptions, ServerRedis } from '@nestjs/microservices';
import type { RedisAddress } from '../config/app.config.js';

/** Nest's Redis transport takes its address in parts: it ignores a URL. */
type Options = NonNullable<RedisOptions['options']>;

const RECONNECT_DELAY_MS = 500;
const COMMAND_TIMEOUT_MS = 800;
const KEEP_ALIVE_MS = 10_000;
const DISCONNECT_TIMEOUT_MS = 200;

/** Connection options by which the stock transport outlives any number of Redis restarts. */
const optionsOf = (address: RedisAddress): Options => ({
  ...address,
  retryAttempts: Number.MAX_SAFE_INTEGER,
  retryDelay: RECONNECT_DELAY_MS,
  maxRetriesPerRequest: null,
  keepAlive: KEEP_ALIVE_MS,
  disconnectTimeout: DISCONNECT_TIMEOUT_MS,
});

/**
 * Control messages, heard by every worker: Nest's stock Redis transport (pub/sub), with our prefix
 * before every channel, because pub/sub knows no databases.
 */
export class ControlServer extends ServerRedis {
  constructor(
    address: RedisAddress,
    private readonly channelPrefix: string,
  ) {
    super(optionsOf(address));
  }

  /** Nest would log every try to reconnect; RedisConnections tells of an outage once. */
  override registerErrorListener(client: RedisClient): void {
    client.on('error', () => undefined);
  }

  /** Ends the connections, at once where Redis does not answer. */
  override close(): Promise<void> {
    const clients = [this.subClient, this.pubClient] as Connections;
    return hangUp(super.close(), clients);
  }

  override addHandler(pattern: string, ...rest: HandlerArguments): void {
    super.addHandler(this.channelPrefix + pattern, ...rest);
  }
}

/** As much of ioredis' client as is used here; Nest types it as any. */
interface RedisClient {
  on(event: 'error', listener: () => void): unknown;
  disconnect(): void;
}
type Connections = (RedisClient | null | undefined)[];

/** Waits for a quit that may never be answered, then cuts the connections. */
async function hangUp(quit: Promise<void>, clients: Connections): Promise<void> {
  await Promise.race([
    quit.catch(() => undefined),
    once(AbortSignal.timeout(COMMAND_TIMEOUT_MS), 'abort'),
  ]);
  for (const client of clients) client?.disconnect();
}

type HandlerArguments =
  Parameters<ServerRedis['addHandler']> extends [unknown, ...infer Rest] ? Rest : never;

/** The sending end of {@link ControlServer}. */
export class ControlClient extends ClientRedis {
  constructor(
    address: RedisAddress,
    private readonly channelPrefix: string,
  ) {
    // What cannot be sent now is not sent later: a cancel that comes late could meet another run.
    super({
      ...optionsOf(address),
      enableOfflineQueue: false,
      commandTimeout: COMMAND_TIMEOUT_MS,
    });
  }

  override registerErrorListener(client: RedisClient): void {
    client.on('error', () => undefined);
  }

  /** Ends the connections, at once where Redis does not answer. */
  override close(): Promise<void> {
    const clients = [this.subClient, this.pubClient] as Connections;
    return hangUp(super.close(), clients);
  }

  protected override normalizePattern(pattern: MsPattern): string {
    return this.channelPrefix + super.normalizePattern(pattern);
  }
}
