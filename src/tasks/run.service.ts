import { Injectable, Logger } from '@nestjs/common';
import { lostTrack, type Rejoin, type RunClaim, type RunEnd } from './run.js';
import { dueAt, isTerminal, type Task } from './task.js';
import { type RunOutcome, TaskMetrics } from './task.metrics.js';
import { TaskQueue } from './task.queue.js';
import { type LastOutput, TaskStore } from './task.store.js';
import { type Applied, TaskTransitions } from './task.transitions.js';
import { traceOf } from './traceparent.js';
import { untilAnswered } from './until-answered.js';

/** How a run ended, and whether it was a simulator that ran it. */
interface HowEnded {
  readonly end: RunEnd;
  readonly simulated: boolean;
}

/** Redis lost a part of what the run had said: the result is not whole, whatever V1 thinks of it. */
const tornEnd = (end: RunEnd): RunEnd =>
  end.type === 'failed'
    ? end
    : {
        type: 'failed',
        failure: lostTrack('V1 finished, but a part of the output was lost in Redis.'),
      };

/** Who begins a run. */
interface Beginner {
  readonly worker: string;
  readonly simulated: boolean;
  readonly canRejoin: boolean;
}

/** A run that a worker holds. */
export interface Begun {
  readonly task: Task;
  /** What is known of it where it is taken up again; null: it begins. */
  readonly rejoin: Rejoin | null;
  /** When by this process' own clock (performance.now()) the claim was asked for. */
  readonly askedAt: number;
}

/** What a worker says of the runs it holds. */
@Injectable()
export class RunService {
  private readonly logger = new Logger(RunService.name);
  /** When each run began, by this process' own clock. */
  private readonly began = new WeakMap<RunClaim, number>();

  constructor(
    private readonly store: TaskStore,
    private readonly transitions: TaskTransitions,
    private readonly queue: TaskQueue,
    private readonly metrics: TaskMetrics = new TaskMetrics(),
  ) {}

  /**
   * Claims a delivery. Repeated until it is answered or the signal aborts.
   * @returns null where there is nothing to run: it is gone, done, held by another, or not due yet
   */
  async begin(claim: RunClaim, by: Beginner, signal: AbortSignal): Promise<Begun | null> {
    const { id, delivery, token } = claim;
    let askedAt = 0;
    const applied = await untilAnswered(() => {
      askedAt = performance.now();
      return this.transitions.apply(id, { type: 'begin', delivery, token, ...by });
    }, signal);
    if (applied.type === 'missing' || applied.type === 'refused') return null;
    const { task } = applied;
    if (task.status === 'failed') this.metrics.runEnded('expired', null);
    if (task.status !== 'running') return null;
    this.began.set(claim, askedAt);
    this.tellWait(task);
    if (task.rejoins === 0) return { task, rejoin: null, askedAt };
    // Nobody but who holds the claim adds to it.
    const snapshot = await untilAnswered(() => this.store.read(id, { output: true }), signal);
    const steps = await untilAnswered(() => this.store.progress(id), signal);
    const said = snapshot?.output ?? '';
    const ranMs = applied.now - (task.startedAt ?? applied.now);
    return { task, rejoin: { said, heard: said !== '' || steps.length > 0, ranMs }, askedAt };
  }

  /**
   * Drops what a run has said so far. Repeated until it is answered or the signal aborts.
   * @returns the task as it stands then, or null where the claim was lost and nothing changed
   */
  async dropOutput({ id, delivery, token }: RunClaim, signal: AbortSignal): Promise<Task | null> {
    const event = { type: 'drop_output', delivery, token } as const;
    const applied = await untilAnswered(() => this.transitions.apply(id, event), signal);
    return applied.type === 'changed' ? applied.task : null;
  }

  /**
   * Tells how a run ended, with the last piece of its output. Repeated until it is answered or the
   * signal aborts.
   * @returns the task as it stands then, or null where the claim was lost and nothing changed
   */
  async end(
    claim: RunClaim,
    how: HowEnded,
    lastOutput: LastOutput,
    signal: AbortSignal,
  ): Promise<Task | null> {
    let { end } = how;
    let applied = await this.applyEnd(claim, how, signal, lastOutput);
    if (applied.type === 'refused' && applied.reason === 'torn') {
      end = tornEnd(end);
      applied = await this.applyEnd(claim, { ...how, end }, signal);
    }
    if (applied.type === 'missing' || applied.type === 'refused') {
      this.tellEnd(claim, end, null);
      return null;
    }
    this.tellEnd(claim, end, applied.task);
    if (applied.task.status === 'pending') await this.deliver(applied.task, applied.now);
    return applied.task;
  }

  private applyEnd(
    { id, delivery, token }: RunClaim,
    how: HowEnded,
    signal: AbortSignal,
    lastOutput?: LastOutput,
  ): Promise<Applied> {
    return untilAnswered(
      () => this.transitions.apply(id, { type: 'end', delivery, token, ...how }, lastOutput),
      signal,
    );
  }

  /** After a backoff it was due when that was over, of which a run that began knows nothing. */
  private tellWait(task: Task): void {
    if (task.backoffs > 0 || task.rejoins > 0 || task.startedAt === null) return;
    this.metrics.runBegan(Math.max(0, task.startedAt - (task.expiresAt - task.expiresInMs)));
  }

  private tellEnd(claim: RunClaim, end: RunEnd, task: Task | null): void {
    const outcome = outcomeOf(end, task);
    const began = this.began.get(claim);
    this.metrics.runEnded(outcome, began === undefined ? null : performance.now() - began);
    const ofV1 = end.type === 'failed' && outcome !== 'cancelled' && outcome !== 'lost';
    if (ofV1) this.metrics.runFailed(end.failure.code);
  }

  private async deliver(task: Task, now: number): Promise<void> {
    try {
      await this.queue.deliver(task, Math.max(0, dueAt(task) - now));
    } catch (error) {
      this.logger.warn(
        { err: error, task_id: task.id, ...traceOf(task) },
        'The queue was not reached; it will be later',
      );
    }
  }
}

/** @param task as it stands after the run; null where the run's claim was lost */
function outcomeOf(end: RunEnd, task: Task | null): RunOutcome {
  if (task === null) return 'lost';
  if (isTerminal(task.status)) return task.status;
  if (task.rejoinable) return 'handed_over';
  return end.type === 'failed' && end.failure.began === 'no' ? 'not_begun' : 'retried';
}
