import { rm } from 'node:fs/promises';

export default async function teardown() {
  const { redis, dataDir } = globalThis.testRedis;
  await redis.stop();
  await rm(dataDir, { recursive: true, force: true });
}
