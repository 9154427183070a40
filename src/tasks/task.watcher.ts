import { Injectable } from '@nestjs/common';
import { looks } from './looks.js';
import type { Progress } from './progress.js';
import { SharedReadings } from './shared.readings.js';
import { TaskNotFoundError } from './task.errors.js';
import { TaskFeed } from './task.feed.js';
import { TaskStore, type TaskTail } from './task.store.js';
import { isTerminal } from './task.js';

/** Most bytes of output that one step of a watcher carries: what a slow reader can hold up. */
const MAX_PIECE_BYTES = 262_144;

/** How much of a task a watcher has seen: the output up to an offset, and its version. */
export interface Seen {
  readonly outputNumber: number;
  /** UTF-8 bytes. */
  readonly offset: number;
  /** Steps. */
  readonly progress: number;
  readonly version: number;
}

export const NOTHING_SEEN: Seen = { outputNumber: 0, offset: 0, progress: 0, version: 0 };

/** What a watcher is told, in order; `seen` is how much of the task is known with it. */
export type Sight =
  /** V1 begins anew: what was said so far does not count. */
  | { readonly type: 'reset'; readonly seen: Seen }
  | { readonly type: 'status'; readonly tail: TaskTail; readonly seen: Seen }
  | { readonly type: 'delta'; readonly text: string; readonly seen: Seen }
  | { readonly type: 'progress'; readonly progress: Progress; readonly seen: Seen }
  | { readonly type: 'deleted' }
  /** It was looked at, and nothing is new. */
  | { readonly type: 'quiet' }
  /** It has ended, and all its output was told. */
  | { readonly type: 'done'; readonly tail: TaskTail; readonly seen: Seen };

const DELETED: Sight = { type: 'deleted' };

/** Follows tasks as they change and speak. Watchers at the same place share one reading. */
@Injectable()
export class TaskWatcher {
  private readonly readings = new SharedReadings<TaskTail | null>();

  constructor(
    private readonly store: TaskStore,
    private readonly feed: TaskFeed,
  ) {}

  /**
   * Tells what is new about a task since `seen`, until it has ended, is removed or the signal aborts.
   * Reads on only when it is asked for more.
   * @throws TaskNotFoundError; InvalidTaskError where `seen` is no place; StoreUnavailableError
   */
  async *watch(id: string, from: Seen, signal: AbortSignal): AsyncGenerator<Sight, void, void> {
    let seen = from;
    let known = false;
    for await (const _ of looks((onRing) => this.subscribe(id, onRing), signal)) {
      let isNew = false;
      for await (const sight of this.news(id, seen, signal)) {
        if (sight.type === 'deleted' && !known) throw new TaskNotFoundError(id);
        [known, isNew] = [true, true];
        yield sight;
        if (sight.type === 'deleted' || sight.type === 'done') return;
        if ('seen' in sight) ({ seen } = sight);
      }
      known = true;
      if (!isNew) yield { type: 'quiet' };
    }
  }

  /** What is new since then, up to what there is now. */
  private async *news(
    id: string,
    from: Seen,
    signal: AbortSignal,
  ): AsyncGenerator<Sight, void, void> {
    for (let seen = from, hasMore = true; hasMore && !signal.aborted;) {
      const tail = await this.read(id, seen);
      for (const sight of tail ? sightsOf(tail, seen) : [DELETED]) {
        yield sight;
        if ('seen' in sight) ({ seen } = sight);
      }
      hasMore = tail !== null && (seen.offset < tail.length || lacksSteps(tail, seen));
    }
  }

  private subscribe(id: string, onRing: () => void): Promise<() => void> {
    return this.feed.watch(id, () => {
      this.readings.changed(id);
      onRing();
    });
  }

  private read(id: string, seen: Seen): Promise<TaskTail | null> {
    const { outputNumber, offset, progress } = seen;
    return this.readings.share(id, `${outputNumber}.${offset}.${progress}`, () =>
      this.store.readFrom(id, seen, MAX_PIECE_BYTES),
    );
  }
}

/** Whether there are steps that were not told. */
const lacksSteps = ({ task }: TaskTail, seen: Seen): boolean => seen.progress < task.progressCount;

/** What is new in a reading. */
function sightsOf(tail: TaskTail, before: Seen): Sight[] {
  const { task, output, offset, length } = tail;
  const sights: Sight[] = [];
  let seen = before;
  if (task.outputNumber !== before.outputNumber) {
    seen = { ...before, outputNumber: task.outputNumber, offset: 0 };
    if (before.outputNumber > 0) sights.push({ type: 'reset', seen });
  }
  const ended = isTerminal(task.status);
  if (task.version !== before.version) {
    seen = { ...seen, version: task.version };
    // That it has ended, `done` tells, once all its output was told.
    if (!ended) sights.push({ type: 'status', tail, seen });
  }
  // Those that are kept no more are as good as told.
  seen = { ...seen, progress: tail.progressSeen - tail.progress.length };
  for (const progress of tail.progress) {
    seen = { ...seen, progress: seen.progress + 1 };
    sights.push({ type: 'progress', progress, seen });
  }
  if (output !== '') {
    seen = { ...seen, offset: offset + Buffer.byteLength(output) };
    sights.push({ type: 'delta', text: output, seen });
  }
  if (ended && seen.offset === length && !lacksSteps(tail, seen))
    sights.push({ type: 'done', tail, seen });
  return sights;
}
