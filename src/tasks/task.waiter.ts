import { Injectable } from '@nestjs/common';
import { looks } from './looks.js';
import { StoreUnavailableError, TaskNotFoundError } from './task.errors.js';
import { type Ring, TaskFeed } from './task.feed.js';
import { TaskStore } from './task.store.js';
import { isTerminal } from './task.js';

/** Waits for tasks to end. */
@Injectable()
export class TaskWaiter {
  constructor(
    private readonly store: TaskStore,
    private readonly feed: TaskFeed,
  ) {}

  /**
   * Waits until the task has ended, or until the signal aborts.
   * @param ms how long at most; for ever unless given
   * @returns whether it has ended
   * @throws TaskNotFoundError, also when it is removed meanwhile; StoreUnavailableError
   */
  async untilEnded(id: string, signal: AbortSignal, ms?: number): Promise<boolean> {
    const given = ms === undefined ? signal : AbortSignal.any([AbortSignal.timeout(ms), signal]);
    let known = false;
    for await (const _ of looks((onRing) => this.subscribe(id, onRing), given)) {
      if (await this.hasEnded(id, known)) return true;
      known = true;
    }
    // It may have ended in the very moment that the time was up.
    return this.hasEnded(id, known);
  }

  private subscribe(id: string, onRing: () => void): Promise<() => void> {
    const onlyChanges = (ring: Ring): void => {
      if (ring === 'change') onRing();
    };
    // Without rings it looks again every so often; that is slower, and no reason to give up.
    return this.feed.watch(id, onlyChanges).catch(() => () => undefined);
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
