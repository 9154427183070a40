import type { RunEnd } from './run.js';
import type { Attempt, Task } from './task.js';
import type { TaskSettings } from './task.settings.js';

/** What can happen to a task. */
export type TaskEvent =
  /** A worker claims a delivery. */
  | {
      readonly type: 'begin';
      readonly delivery: number;
      readonly token: string;
      readonly worker: string;
      readonly simulated: boolean;
      /** Whether it can find in V1 a run that another worker began. */
      readonly canRejoin: boolean;
    }
  /** The run that holds the claim ended. */
  | {
      readonly type: 'end';
      readonly delivery: number;
      readonly token: string;
      readonly simulated: boolean;
      readonly end: RunEnd;
    }
  /** V1 says otherwise what the run that holds the claim has said so far. */
  | { readonly type: 'drop_output'; readonly delivery: number; readonly token: string }
  /** The lease of the run ran out: its worker is dead. */
  | { readonly type: 'recover' }
  /** The owed delivery was queued once more. */
  | { readonly type: 'redeliver' }
  | { readonly type: 'expire' }
  | { readonly type: 'cancel' }
  | { readonly type: 'retry' }
  /** The time to live of a finished task is up. */
  | { readonly type: 'evict' }
  /** Somebody wants it gone. */
  | { readonly type: 'remove' };

/** The fields a change sets; `null` clears one. The version is the store's to raise. */
export type TaskPatch = Partial<Omit<Task, 'id' | 'version' | 'updatedAt'>>;

export type RefusalReason =
  /** The task's status does not allow it. */
  | 'status'
  /** The delivery or the claim is not the current one. */
  | 'stale'
  /** The task is not due yet. */
  | 'early'
  /** The lease of its run lives. */
  | 'alive'
  /** The stored output is not what the run had written. */
  | 'torn';

/** What becomes of a task when an event meets it. */
export type Transition =
  | {
      readonly type: 'change';
      readonly patch: TaskPatch;
      /**
       * Score, in ms since 1970, in the index that belongs to the new status: `owed` (next look),
       * `leases` (when it runs out) or `expiry` (when the task goes). Absent: it stays as it is.
       */
      readonly score?: number;
      /** What was said so far goes: its text alone, or all that the run left. */
      readonly clear?: 'text' | 'all';
      /** The run that this ends, for the task's history. */
      readonly attempt?: Attempt;
      /** Accepted only if the lease has run out by the time of the write. */
      readonly leaseMustBeDead?: boolean;
    }
  | { readonly type: 'remove' }
  /** It had this effect before: a repeated call whose first answer was lost. */
  | { readonly type: 'already' }
  | { readonly type: 'refused'; readonly reason: RefusalReason };

export interface TransitionContext {
  /** Redis' time at which the task was read, in ms since 1970. */
  readonly now: number;
  readonly settings: TaskSettings;
  /** Jitter from 0 to 1. */
  readonly random: number;
}
