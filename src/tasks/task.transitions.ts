import { Injectable } from '@nestjs/common';
import { TaskSettings } from './task.settings.js';
import { type LastOutput, TaskStore } from './task.store.js';
import type { Task } from './task.js';
import type { RefusalReason, TaskEvent } from './task.event.js';
import { next } from './transitions.js';

/** What came of an event; `task` is as it was after it, or as it stands if nothing changed. */
export type Applied =
  | { readonly type: 'changed' | 'already' | 'removed'; readonly task: Task; readonly now: number }
  | { readonly type: 'refused'; readonly task: Task; readonly reason: RefusalReason }
  | { readonly type: 'missing' };

/** Brings events to tasks: read, decide by {@link next}, commit on the version that was read. */
@Injectable()
export class TaskTransitions {
  constructor(
    private readonly store: TaskStore,
    private readonly settings: TaskSettings,
  ) {}

  /**
   * Applies an event, reading again whenever somebody else was faster.
   * @throws StoreUnavailableError; the event may have been applied, and may be applied again
   */
  async apply(id: string, event: TaskEvent, lastOutput?: LastOutput): Promise<Applied> {
    for (;;) {
      const applied = await this.tryToApply(id, event, lastOutput);
      if (applied !== 'conflict') return applied;
    }
  }

  private async tryToApply(
    id: string,
    event: TaskEvent,
    lastOutput?: LastOutput,
  ): Promise<Applied | 'conflict'> {
    const snapshot = await this.store.read(id);
    if (!snapshot) return { type: 'missing' };
    const { task, now } = snapshot;
    const random = Math.random();
    const transition = next(task, event, { now, settings: this.settings, random });
    switch (transition.type) {
      case 'refused':
        return { type: 'refused', task, reason: transition.reason };
      case 'already':
        return { type: 'already', task, now };
      case 'remove': {
        const result = await this.store.remove(task);
        return result === 'ok' ? { type: 'removed', task, now } : result;
      }
      case 'change': {
        const result = await this.store.commit(task, transition, lastOutput);
        if (result === 'conflict') return result;
        if (result !== 'ok') return { type: 'refused', task, reason: result };
        const changed = { ...task, ...transition.patch, version: task.version + 1, updatedAt: now };
        return { type: 'changed', task: changed, now };
      }
    }
  }
}
