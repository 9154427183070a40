import type { Redis } from 'ioredis';
import type { Keys } from '../redis/keys.js';
import type { TaskChange, TaskChanges } from '../tasks/task.store.js';
import { answersOf } from './redis.answers.js';
import { readSummaries } from './task.summaries.js';

/** How many changes of tasks are remembered, the newest; Redis may keep a few more. */
export const LIVE_LENGTH = 10_000;

/** Before everything. */
const NO_MOMENT = '0-0';

type Entry = [moment: string, fields: [name: string, id: string]];

/** Reads the stream in which the scripts note every change of a task. */
export class LiveList {
  constructor(
    private readonly redis: Redis,
    private readonly keys: Keys,
  ) {}

  async since(after: string | null, max: number): Promise<TaskChanges> {
    const live = this.keys.live();
    const pipeline = this.redis.pipeline().xlen(live);
    pipeline.xrange(live, '-', '+', 'COUNT', 1).xrevrange(live, '+', '-', 'COUNT', 1);
    if (after !== null) pipeline.xrange(live, `(${after}`, '+', 'COUNT', max);
    const [length, [first], [last], entries = []] = (await answersOf(pipeline)) as [
      number,
      Entry[],
      Entry[],
      Entry[]?,
    ];
    const newest = last?.[0] ?? NO_MOMENT;
    // Until the list is full it has forgotten nothing.
    const forgotten = length >= LIVE_LENGTH && after !== null && isBefore(after, first?.[0]);
    const missed = after !== null && (forgotten || isBefore(newest, after));
    if (after === null || missed) {
      return { changes: [], now: 0, cursor: newest, missed, hasMore: false };
    }
    const cursor = entries.at(-1)?.[0] ?? after;
    const { now, changes } = await this.changesOf(entries);
    return { changes, now, cursor, missed, hasMore: entries.length === max };
  }

  private async changesOf(
    entries: readonly Entry[],
  ): Promise<{ changes: TaskChange[]; now: number }> {
    // Of each task the latest change counts.
    const ids = [...new Set(entries.map(([, [, id]]) => id).reverse())].reverse();
    const { now, tasks } = await readSummaries(this.redis, this.keys, ids);
    const changes = tasks.map((task, i): TaskChange =>
      task ? { type: 'task', task } : { type: 'deleted', id: ids[i] ?? '' },
    );
    return { changes, now };
  }
}

/** Compares moments, which are `<ms>-<number>`. */
function isBefore(one: string, other = NO_MOMENT): boolean {
  const [ms = 0, number = 0] = one.split('-').map(Number);
  const [otherMs = 0, otherNumber = 0] = other.split('-').map(Number);
  return ms < otherMs || (ms === otherMs && number < otherNumber);
}
