import { readFileSync } from 'node:fs';
import type { ChainableCommander } from 'ioredis';
import type { BatchingRedis } from '../redis/batching.redis.js';

const NAMES = ['create', 'commit', 'append', 'read', 'renew', 'remove'] as const;
type ScriptName = (typeof NAMES)[number];

/** Calls one of the scripts beside this file: its keys, then its arguments. */
type Call<Result> = (keyCount: number, ...keysAndArguments: (string | number)[]) => Result;

export type WithScripts = BatchingRedis & Record<`task_${ScriptName}`, Call<Promise<unknown>>>;
export type PipelineWithScripts = ChainableCommander &
  Record<`task_${ScriptName}`, Call<ChainableCommander>>;

/**
 * Teaches a connection the scripts. ioredis sends their digest and, where Redis has forgotten the
 * script, its text.
 */
export function withScripts(redis: BatchingRedis): WithScripts {
  for (const name of NAMES) {
    const lua = readFileSync(new URL(`${name}.lua`, import.meta.url), 'utf8');
    redis.defineCommand(`task_${name}`, { lua });
  }
  return redis as WithScripts;
}
