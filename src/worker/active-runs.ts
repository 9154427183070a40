import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { Injectable } from '@nestjs/common';
import type { RunClaim } from '../tasks/run.js';
import { RunLeft } from '../v1/v1.client.js';

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
  /** What its log lines say besides which delivery it is, as its task tells. */
  trace: { trace_id?: string } = {};
  /** Whether its end is being written: whoever renews its lease may find it ended already. */
  isEnding = false;
  private reason: StopReason | null = null;
  private lease: NodeJS.Timeout | null = null;
  private readonly controller = new AbortController();

  constructor(id: string, delivery: number) {
    this.claim = { id, delivery, token: randomUUID() };
  }

  /** What each of its log lines says. */
  get logFields(): object {
    return { task_id: this.claim.id, delivery: this.claim.delivery, ...this.trace };
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get stopReason(): StopReason | null {
    return this.reason;
  }

  /** Whether it holds a lease, or held one that it does not know to be lost. */
  get hasBegun(): boolean {
    return this.lease !== null;
  }

  /**
   * Takes note of a lease of `ms` that was asked for at `askedAt` by this process' own clock, which
   * is not later than Redis gave it. The run is stopped when it runs out unless it is renewed.
   */
  leased(askedAt: number, ms: number): void {
    if (this.lease) clearTimeout(this.lease);
    const left = askedAt + ms - performance.now();
    if (left <= 0) this.stop('lost');
    this.lease = setTimeout(() => {
      this.stop('lost');
    }, left);
  }

  /** Stops the run; the first reason given stays. Only a cancelled one is nobody else's. */
  stop(reason: StopReason): void {
    this.reason ??= reason;
    this.controller.abort(reason === 'cancelled' ? undefined : new RunLeft());
  }

  /** It has ended: there is nothing left to be stopped. */
  close(): void {
    if (this.lease) clearTimeout(this.lease);
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
    run.close();
    this.runs.delete(run);
    if (this.runs.size === 0) this.events.emit('idle');
  }

  has(run: ActiveRun): boolean {
    return this.runs.has(run);
  }

  /** Runs that hold a lease. */
  begun(): ActiveRun[] {
    return [...this.runs].filter((run) => run.hasBegun);
  }

  /** Stops the run of one delivery of a task, if it is here. */
  stop(id: string, delivery: number, reason: StopReason): void {
    for (const run of this.runs) {
      if (run.claim.id === id && run.claim.delivery === delivery) run.stop(reason);
    }
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
