import { rm } from 'node:fs/promises';
import { Redis } from 'ioredis';

/** Ends the run's Redis, and fails the run if a test left keys behind. */
export default async function teardown() {
  const { redis, dataDir } = globalThis.testRedis;
  const client = new Redis(process.env.TEST_REDIS_URL);
  const left = await client.keys('*');
  await client.quit();
  await redis.stop();
  await rm(dataDir, { recursive: true, force: true });
  if (left.length > 0) {
    throw new Error(
      `Tests left ${left.length} keys behind, such as ${left.slice(0, 5).join(', ')}`,
    );
  }
}
