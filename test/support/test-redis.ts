import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { AppConfig } from '../../src/config/app.config.js';
import { Keys } from '../../src/redis/keys.js';
import { RedisConnections } from '../../src/redis/redis.connections.js';
import { RedisTaskStore } from '../../src/store/redis-task.store.js';

/** The environment of one test: the private Redis of the run, and key names of its own. */
export const testEnv = (env: Record<string, string> = {}): Record<string, string> => ({
  REDIS_URL: process.env.TEST_REDIS_URL ?? '',
  KEY_PREFIX: `{test-${randomUUID()}}`,
  GATEWAY_PORT: '0',
  WORKER_PORT: '0',
  LOG_LEVEL: 'fatal',
  LOG_FORMAT: 'json',
  ...env,
});

export const configOf = (env: Record<string, string>): AppConfig =>
  new AppConfig((name) => env[name]);

/** Deletes every key of a test. */
export async function removeKeys({ redis: address, keyPrefix }: AppConfig): Promise<void> {
  const redis = new Redis(address);
  const prefix = keyPrefix.replace(/[{}[\]]/g, '\\$&');
  for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 1000 })) {
    if ((keys as string[]).length > 0) await redis.unlink(...(keys as string[]));
  }
  await redis.quit();
}

/** Longer than Redis takes where all cores are busy with something else, in ms. */
const PATIENCE_MS = 15_000;

/** A store of a test's own, with the connection it uses. What is tested with it is no matter of time. */
export async function openStore(env: Record<string, string> = {}) {
  const config = configOf(testEnv(env));
  const connections = new RedisConnections(config);
  connections.commands.options.commandTimeout = PATIENCE_MS;
  await connections.untilReady();
  const keys = new Keys(config);
  const store = new RedisTaskStore(connections, keys, config);
  return {
    config,
    keys,
    store,
    connections,
    redis: connections.commands,
    close: async (): Promise<void> => {
      await removeKeys(config);
      await connections.onApplicationShutdown();
    },
  };
}

export type OpenStore = Awaited<ReturnType<typeof openStore>>;
