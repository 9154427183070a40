import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { StoreUnavailableError, TaskNotFoundError, TooManyWaitersError } from './task.errors.js';
import { TaskFeed } from './task.feed.js';
import { TaskSettings } from './task.settings.js';
import { TaskStore } from './task.store.js';
import { isTerminal } from './task.js';

/** A ring can be lost; this is the longest that it goes unnoticed, in ms. */
const LOOK_AGAIN_MS = 5_000;

/** Waits for tasks to end. */
@Injectable()
export class TaskWaiter implements BeforeApplicationShutdown {
  private waiters = 0;
  private readonly stopping = new AbortController();

  constructor(
    private readonly store: TaskStore,
    private readonly feed: TaskFeed,
    private readonly settings: TaskSettings,
  ) {}

  beforeApplicationShutdown(): void {
    this.stopping.abort();
  }

  /**
   * Waits until the task has ended, for `ms` at most, or until the signal aborts or the process
   * stops. @returns whether it has ended
   * @throws TaskNotFoundError, also when it is removed meanwhile; TooManyWaitersError;
   * StoreUnavailableError
   */
  async untilEnded(id: string, ms: number, signal: AbortSignal): Promise<boolean> {
    const { maxWaiters } = this.settings;
    if (this.waiters >= maxWaiters) throw new TooManyWaitersError(maxWaiters);
    this.waiters++;
    const given = AbortSignal.any([AbortSignal.timeout(ms), signal, this.stopping.signal]);
    try {
      return await this.watch(id, given);
    } finally {
      this.waiters--;
    }
  }

  private async watch(id: string, given: AbortSignal): Promise<boolean> {
    let ring = Promise.withResolvers<undefined>();
    const wake = (): void => {
      ring.resolve(undefined);
    };
    // Without rings it looks again every so often; that is slower, and no reason to give up.
    const unwatch = await this.feed
      .watch(id, (what) => {
        if (what === 'change') wake();
      })
      .catch(() => () => undefined);
    const again = setInterval(wake, LOOK_AGAIN_MS);
    given.addEventListener('abort', wake);
    try {
      for (let known = false; ; known = true) {
        // Made anew before the look: a ring during it counts.
        ring = Promise.withResolvers();
        if (await this.hasEnded(id, known)) return true;
        if (given.aborted) return false;
        await ring.promise;
      }
    } finally {
      clearInterval(again);
      given.removeEventListener('abort', wake);
      unwatch();
    }
  }

  /** @param patient whether a store that does not answer is asked again later */
  private async hasEnded(id: string, patient: boolean): Promise<boolean> {
    try {
      const snapshot = await this.store.read(id);
      if (!snapshot) throw new TaskNotFoundError(id);
      return isTerminal(snapshot.task.status);
    } catch (error) {
      if (patient && error instanceof StoreUnavailableError) return false;
      throw error;
    }
  }
}
