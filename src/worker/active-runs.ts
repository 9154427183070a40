import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { Injectable } from '@nestjs/common';
import type { RunClaim } from '../tasks/run.js';

/** Why a run is stopped before V1 ended it. */
export type StopReason =
  /** Its task was cancelled. */
  | 'cancelled'
  /** This worker shuts down. */
  | 'worker_stopped'
  /** The claim is no longer ours, or Redis could not be asked for longer than a lease lasts. */
  | 'lost';

/** One run in this worker. Its claim stands before V1 is asked, so that it can be stopped from then on. */
export class ActiveRun {
  readonly claim: RunClaim;
  /** When the lease was last known to be ours, by this process' own clock; null before it began. */
  leasedAt: number | null = null;
  private reason: StopReason | null = null;
  private readonly controller = new AbortController();

  constructor(id: string, delivery: number) {
    this.claim = { id, delivery, token: randomUUID() };
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get stopReason(): StopReason | null {
    return this.reason;
  }

  /** Stops the run; the first reason given stays. */
  stop(reason: StopReason): void {
    this.reason ??= reason;
    this.controller.abort();
  }
}

/** All runs of this worker. */
@Injectable()
export class ActiveRuns {
  private readonly runs = new Set<ActiveRun>();
  private readonly events = new EventEmitter();

  get size(): number {
    return this.runs.size;
  }

  open(id: string, delivery: number): ActiveRun {
    const run = new ActiveRun(id, delivery);
    this.runs.add(run);
    return run;
  }

  close(run: ActiveRun): void {
    this.runs.delete(run);
    if (this.runs.size === 0) this.events.emit('idle');
  }

  /** Runs that hold a lease. */
  leased(): ActiveRun[] {
    return [...this.runs].filter((run) => run.leasedAt !== null);
  }

  /** Stops the runs of one task. */
  stop(id: string, reason: StopReason): void {
    for (const run of this.runs) if (run.claim.id === id) run.stop(reason);
  }

  stopAll(reason: StopReason): void {
    for (const run of this.runs) run.stop(reason);
  }

  /** Waits until no run is left, for `ms` at most. @returns whether none is left */
  async untilIdle(ms: number): Promise<boolean> {
    if (this.runs.size === 0) return true;
    await once(this.events, 'idle', { signal: AbortSignal.timeout(ms) }).catch(() => undefined);
    return this.runs.size === 0;
  }
}
