import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { looks } from './looks.js';
import { SharedReadings } from './shared.readings.js';
import { TaskFeed } from './task.feed.js';
import { type TaskChange, type TaskChanges, TaskStore } from './task.store.js';

/** Changes read at once; a task that changed more than once counts in each. */
const MAX_CHANGES = 500;
/**
 * Least time between two looks, in ms: what changes meanwhile is told together. With MAX_CHANGES it
 * bounds the work; whoever falls behind what the store remembers is told to list anew.
 */
const LOOK_EVERY_MS = 100;

const ALL = 'all';

/** What a watcher is told; with its cursor it can go on elsewhere. */
export type News =
  /** It was looked, and nothing is new. */
  | { readonly type: 'quiet' }
  /** What it knows may be out of date. */
  | { readonly type: 'reset'; readonly cursor: string }
  | {
      readonly type: 'changes';
      readonly changes: readonly TaskChange[];
      readonly now: number;
      readonly cursor: string;
    };

/** Follows all tasks as they change. Watchers at the same place share one reading. */
@Injectable()
export class ChangesWatcher {
  private readonly readings = new SharedReadings<TaskChanges>();

  constructor(
    private readonly store: TaskStore,
    private readonly feed: TaskFeed,
  ) {}

  /**
   * Tells which tasks changed after a moment, or from now on, until the signal aborts.
   * Begins with `reset` unless it goes on where `after` ended.
   * @throws StoreUnavailableError
   */
  async *watch(after: string | null, signal: AbortSignal): AsyncGenerator<News, void, void> {
    let cursor = after;
    for await (const _ of looks((onRing) => this.subscribe(onRing), signal)) {
      for (let hasMore = true; hasMore && !signal.aborted;) {
        const known = await this.read(cursor);
        if (cursor === null || known.missed) yield { type: 'reset', cursor: known.cursor };
        else if (known.changes.length > 0) yield { type: 'changes', ...known };
        else yield { type: 'quiet' };
        ({ cursor, hasMore } = known);
        await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private subscribe(onRing: () => void): Promise<() => void> {
    return this.feed.watchAll(() => {
      this.readings.changed(ALL);
      onRing();
    });
  }

  private read(cursor: string | null): Promise<TaskChanges> {
    return this.readings.share(ALL, cursor ?? '', () => this.store.changes(cursor, MAX_CHANGES));
  }
}
