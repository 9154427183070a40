// One private Redis for the whole run, on a free port; every test takes a key prefix of its own.
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRedisServer } from '../../dist/launcher/redis.server.js';

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

export default async function setup() {
  const port = await freePort();
  const dataDir = await mkdtemp(join(tmpdir(), 'openclaw-test-redis-'));
  const redis = await startRedisServer({ port, dataDir, log: console.log });
  process.env.TEST_REDIS_URL = `redis://127.0.0.1:${port}`;
  globalThis.testRedis = { redis, dataDir };
}
