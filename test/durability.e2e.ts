import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { type RedisServer, startRedisServer } from '../src/launcher/redis.server.js';
import { eventually } from './support/eventually.js';
import { freePort } from './support/free-port.js';
import { Processes, type RunningProcess } from './support/processes.js';
import { testEnv } from './support/test-redis.js';

const processes = new Processes();
let dataDir: string;
let server: RedisServer;
let redis: Redis;
let env: Record<string, string>;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'openclaw-test-redis-'));
  const port = await freePort();
  server = await startRedisServer({ port, dataDir, log: () => undefined });
  redis = new Redis(port, '127.0.0.1');
  env = testEnv({ REDIS_URL: `redis://127.0.0.1:${port}`, LOG_LEVEL: 'info' });
});
afterAll(async () => {
  await processes.killAll();
  redis.disconnect();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function look({ url }: RunningProcess): Promise<{ warnings: string[]; ready: unknown }> {
  const status = await (await fetch(url)).json();
  const { durability } = status as { durability: { warnings: string[] } };
  const ready = await fetch(`${url}/health/ready`);
  expect(ready.status).toBe(200);
  return { warnings: durability.warnings, ready: await ready.json() };
}

it('says nothing of a Redis that keeps what it accepts', async () => {
  const gateway = await processes.start('gateway', env);
  const { warnings, ready } = await look(gateway);
  expect(warnings).toEqual([]);
  expect(ready).toMatchObject({ details: { redis: { status: 'up' } } });
  expect(gateway.output).not.toContain('appendfsync');
});

it.each([
  [['appendfsync', 'everysec'], /forgets the tasks of the last one/],
  [['appendfsync', 'no'], /half a minute/],
  [['maxmemory-policy', 'allkeys-lru'], /drops tasks when its memory is full \(allkeys-lru\)/],
  [['appendonly', 'no'], /no append-only file/],
  [['no-appendfsync-on-rewrite', 'yes'], /while it rewrites it/],
])('warns of one with %j: at the start, in the status, to probes', async (setting, warning) => {
  const [name = '', value = ''] = setting;
  const [, before = ''] = await redis.config('GET', name);
  await redis.config('SET', name, value);
  try {
    const gateway = await processes.start('gateway', env);
    const worker = await processes.start('worker', env);
    for (const { output } of [gateway, worker]) expect(output).toMatch(warning);
    const { warnings, ready } = await look(gateway);
    expect(warnings).toEqual([expect.stringMatching(warning)]);
    expect(ready).toMatchObject({ details: { redis: { status: 'degraded', warnings } } });
  } finally {
    await redis.config('SET', name, before);
    // Redis does not end while it writes its first append-only file anew.
    await eventually('a file that is whole', async () =>
      /aof_rewrite_in_progress:0[^]*aof_rewrite_scheduled:0/.test(await redis.info('persistence')),
    );
  }
});
