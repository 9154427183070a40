import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { type RedisServer, startRedisServer } from '../../../src/launcher/redis.server.js';
import { freePort } from '../../support/free-port.js';

/** A Redis of a round's own, every write of which is on disk before it is answered. */
export class FaultRedis {
  /** A connection past every fault but those of the server itself. */
  readonly admin: Redis;
  private server: RedisServer | undefined;

  private constructor(
    readonly port: number,
    private readonly dataDir: string,
  ) {
    this.admin = new Redis({ port, retryStrategy: () => 50, maxRetriesPerRequest: null });
    this.admin.on('error', () => undefined);
  }

  static async open(): Promise<FaultRedis> {
    const redis = new FaultRedis(
      await freePort(),
      await mkdtemp(join(tmpdir(), 'openclaw-faults-redis-')),
    );
    await redis.start();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it on its port and data, and waits until it has loaded them. */
  async start(): Promise<void> {
    const { port, dataDir } = this;
    this.server = await startRedisServer({ port, dataDir, log: () => undefined });
  }

  /** Ends it in good order. */
  async stop(): Promise<void> {
    await this.server?.stop();
  }

  /** Ends it with `kill -9` and waits until it is gone. */
  async kill(): Promise<void> {
    if (!this.server) return;
    process.kill(this.server.pid, 'SIGKILL');
    await this.server.exited;
  }

  async close(): Promise<void> {
    this.admin.disconnect();
    await this.kill().catch(() => undefined);
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
