import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type * as RedisServers from '../../src/launcher/redis.server.js';
import { eventually } from '../../test/support/eventually.ts';
import { freePort } from '../../test/support/free-port.ts';
import { built } from './build.ts';

const REWRITE_DEADLINE_MS = 300_000;

/** A Redis of the bench's own, found and set as `npm start` does it. */
export class BenchRedis {
  readonly url: string;
  readonly admin: Redis;
  private readonly server: RedisServers.RedisServer;
  private readonly dataDir: string;
  private gone = false;

  private constructor(server: RedisServers.RedisServer, port: number, dataDir: string) {
    this.server = server;
    this.dataDir = dataDir;
    this.url = `redis://127.0.0.1:${port}`;
    this.admin = new Redis(this.url);
    this.admin.on('error', () => undefined);
    // From then on its process id may be anybody's.
    void server.exited.then(() => {
      this.gone = true;
    });
  }

  static async start(): Promise<BenchRedis> {
    const { startRedisServer } = await built<typeof RedisServers>('launcher/redis.server.js');
    const port = await freePort();
    const dataDir = await mkdtemp(join(tmpdir(), 'openclaw-bench-redis-'));
    const server = await startRedisServer({ port, dataDir, log: console.log });
    const redis = new BenchRedis(server, port, dataDir);
    // Its file is rewritten between two measurements (clear), and not whenever it has grown.
    await redis.admin.config('SET', 'auto-aof-rewrite-percentage', 0);
    return redis;
  }

  /** Forgets everything, and has its file begun anew: it is not rewritten while something is measured. */
  async clear(): Promise<void> {
    await this.admin.flushall();
    await this.rewriteFile();
  }

  async rewriteFile(): Promise<void> {
    await this.admin.bgrewriteaof();
    await eventually(
      'Redis to have rewritten its file',
      async () => {
        const info = await this.admin.info('persistence');
        return info.includes('aof_rewrite_in_progress:0\r\naof_rewrite_scheduled:0');
      },
      REWRITE_DEADLINE_MS,
    );
  }

  /** Commands carried out so far, also those inside of scripts. */
  async commands(): Promise<number> {
    return numberIn(await this.admin.info('stats'), 'total_commands_processed');
  }

  /** Bytes of all keys: what it uses, but for the buffers of its connections and its file. */
  async bytesOfKeys(): Promise<number> {
    const info = await this.admin.info('memory');
    const buffers = ['mem_clients_normal', 'mem_aof_buffer'].map((name) => numberIn(info, name));
    return buffers.reduce((bytes, buffer) => bytes - buffer, numberIn(info, 'used_memory'));
  }

  async stop(): Promise<void> {
    this.admin.disconnect();
    if (!this.gone) process.kill(this.server.pid, 'SIGKILL');
    await this.server.exited;
    this.kill();
  }

  /** Ends it at once, with all that it has: this process is about to end. */
  kill(): void {
    if (!this.gone) process.kill(this.server.pid, 'SIGKILL');
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

const numberIn = (info: string, name: string): number =>
  Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1]);
