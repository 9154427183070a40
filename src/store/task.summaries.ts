import type { Redis } from 'ioredis';
import type { Keys } from '../redis/keys.js';
import type { TaskSummary } from '../tasks/task.store.js';
import { answersOf } from './redis.answers.js';
import { decodeSummary, SUMMARY_FIELDS } from './task.codec.js';

/** How Redis answers TIME. */
export type Time = [seconds: string, microseconds: string];

/** Reads tasks by their ids; null where there is none. */
export async function readSummaries(
  redis: Redis,
  keys: Keys,
  ids: readonly string[],
): Promise<{ tasks: (TaskSummary | null)[]; now: number }> {
  const pipeline = redis.pipeline().time();
  for (const id of ids) pipeline.hmget(keys.task(id), ...SUMMARY_FIELDS);
  const [time, ...records] = (await answersOf(pipeline)) as [Time, ...(string | null)[][]];
  const tasks = records.map((record) => (record[0] === null ? null : decodeSummary(record)));
  return { tasks, now: milliseconds(time) };
}

/** Milliseconds since 1970. */
export const milliseconds = ([seconds, microseconds]: Time): number =>
  Number(seconds) * 1000 + Math.floor(Number(microseconds) / 1000);
