import { Injectable, Logger } from '@nestjs/common';
import type { RunClaim, RunEnd } from './run.js';
import { dueAt, type Task } from './task.js';
import { TaskQueue } from './task.queue.js';
import type { LastOutput } from './task.store.js';
import { TaskTransitions } from './task.transitions.js';
import { untilAnswered } from './until-answered.js';

/** What a worker says of the runs it holds. */
@Injectable()
export class RunService {
  private readonly logger = new Logger(RunService.name);

  constructor(
    private readonly transitions: TaskTransitions,
    private readonly queue: TaskQueue,
  ) {}

  /**
   * Claims a delivery. Repeated until it is answered or the signal aborts.
   * @returns the task, or null where there is nothing to run: it is gone, done, held by another, or
   * not due yet
   */
  async begin(
    claim: RunClaim,
    by: { worker: string; simulated: boolean },
    signal: AbortSignal,
  ): Promise<Task | null> {
    const { id, delivery, token } = claim;
    const applied = await untilAnswered(
      () => this.transitions.apply(id, { type: 'begin', delivery, token, ...by }),
      signal,
    );
    if (applied.type === 'missing' || applied.type === 'refused') return null;
    return applied.task.status === 'running' ? applied.task : null;
  }

  /**
   * Tells how a run ended, with the last piece of its output. Repeated until it is answered or the
   * signal aborts.
   * @returns the task as it stands then, or null where the claim was lost and nothing changed
   */
  async end(
    claim: RunClaim,
    how: { end: RunEnd; simulated: boolean },
    lastOutput: LastOutput,
    signal: AbortSignal,
  ): Promise<Task | null> {
    const { id, delivery, token } = claim;
    const applied = await untilAnswered(
      () => this.transitions.apply(id, { type: 'end', delivery, token, ...how }, lastOutput),
      signal,
    );
    if (applied.type === 'missing' || applied.type === 'refused') return null;
    if (applied.task.status === 'pending') await this.deliver(applied.task, applied.now);
    return applied.task;
  }

  private async deliver(task: Task, now: number): Promise<void> {
    try {
      await this.queue.deliver(task, Math.max(0, dueAt(task) - now));
    } catch (error) {
      this.logger.warn(
        { err: error, task_id: task.id },
        'The queue was not reached; it will be later',
      );
    }
  }
}
