import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../../test/support/free-port.js';
import { type RedisServer, startRedisServer } from '../launcher/redis.server.js';
import { BatchingRedis } from './batching.redis.js';

let dataDir: string;
let port: number;
let server: RedisServer;
let observer: Redis;
let redis: BatchingRedis;
// A server of its own, that nobody else asks anything: its readings are counted.
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'openclaw-test-redis-'));
  port = await freePort();
  server = await startRedisServer({ port, dataDir, log: () => undefined });
  observer = new Redis(port, '127.0.0.1');
});
afterAll(async () => {
  observer.disconnect();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  redis = new BatchingRedis({ port, host: '127.0.0.1', maxRetriesPerRequest: 0 });
  await redis.ping();
});

afterEach(() => {
  redis.disconnect();
});

/** How often the server has read from its connections. */
const reads = async (): Promise<number> =>
  Number(/^total_reads_processed:(\d+)/m.exec(await observer.info('stats'))?.[1]);

describe('commands of one turn of the event loop', () => {
  const COMMANDS = 100;

  it('reach Redis together, and are answered each by its own', async () => {
    const before = await reads();
    const sent = Array.from({ length: COMMANDS }, (_, i) => redis.incr('count').then((n) => n - i));
    expect(await Promise.all(sent)).toEqual(Array.from({ length: COMMANDS }, () => 1));
    // Another is that of the question itself.
    expect((await reads()) - before).toBeLessThan(COMMANDS / 10);
  });

  it('go out before the turn is over where they are flushed, and those after them with it', async () => {
    const first = redis.incr('flushed');
    expect(redis.stream.writableCorked).toBe(1);
    redis.flush();
    expect(redis.stream.writableCorked).toBe(0);
    const second = redis.incr('flushed');
    expect(redis.stream.writableCorked).toBe(1);
    expect(await Promise.all([first, second])).toEqual([1, 2]);
    redis.flush();
    expect(redis.stream.writableCorked).toBe(0);
  });

  it('fail each on its own', async () => {
    await redis.set('text', 'a');
    const outcomes = await Promise.allSettled([
      redis.append('text', 'b'),
      redis.lpush('text', 'c'),
      redis.get('text'),
    ]);
    expect(outcomes).toMatchObject([
      { status: 'fulfilled', value: 2 },
      { status: 'rejected', reason: { name: 'ReplyError' } },
      { status: 'fulfilled', value: 'ab' },
    ]);
  });

  it('fail when the connection ends before they are sent, and later ones go out', async () => {
    const lost = [redis.set('lost', '1'), redis.set('lost', '2')];
    redis.stream.destroy();
    for (const { status } of await Promise.allSettled(lost)) expect(status).toBe('rejected');
    expect(await redis.set('found', '1')).toBe('OK');
    expect(await observer.mget('lost', 'found')).toEqual([null, '1']);
  });
});
