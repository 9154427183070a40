import { expect } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { OpenStore } from '../../support/test-redis.js';
import { type Task, TASK_STATUSES } from '../../../src/tasks/task.js';
import type { TaskEvent } from '../../../src/tasks/task.event.js';
import { TaskTransitions } from '../../../src/tasks/task.transitions.js';
import { type Claim, isTerminal, type ModelTask, type Outcome } from './model.js';

export const TASKS = 3;
export const WORKERS = 3;

/** Who speaks of a run: a worker, or (null) the one that holds it. */
export type Speaker = number | null;

/** What there should be. */
export class Model {
  readonly tasks: (ModelTask | null)[] = Array<null>(TASKS).fill(null);
  /** Which task an idempotency key stands for, and with which request. */
  readonly keys = new Map<string, { readonly task: number; readonly hash: string }>();
  /** The last claim of each worker on each task; a worker that lost it goes on with it. */
  readonly claims = new Map<string, Claim>();
  /** Records that somebody read and decided on, and has not written yet. */
  readonly remembered = new Set<number>();
  private tokens = 0;

  claimOf(worker: Speaker, task: number): Claim | undefined {
    return this.claims.get(`${worker ?? this.holderOf(task)} ${task}`);
  }

  private holderOf(task: number): number | undefined {
    const token = this.tasks[task]?.token;
    const workers = Array.from({ length: WORKERS }, (_, worker) => worker);
    return workers.find((worker) => this.claims.get(`${worker} ${task}`)?.token === token);
  }

  /** A claim of a worker that nobody had before. */
  newClaim(worker: number, task: number, delivery: number): Claim {
    const claim = { delivery, token: `token-${++this.tokens}` };
    this.claims.set(`${worker} ${task}`, claim);
    return claim;
  }

  drop(task: number): void {
    this.tasks[task] = null;
    for (const [key, of] of this.keys) if (of.task === task) this.keys.delete(key);
  }
}

/** What there is: the store in a real Redis, and the rules on it. */
export class World {
  readonly ids = Array.from({ length: TASKS }, () => uuidv7());
  /** Records as they were read some time ago. */
  readonly remembered = new Map<number, Task>();
  private readonly transitions: TaskTransitions;

  /** @param reached - takes every status that a task was seen in */
  constructor(
    readonly opened: OpenStore,
    private readonly reached: Set<string>,
  ) {
    this.transitions = new TaskTransitions(opened.store, opened.config);
  }

  id(task: number): string {
    return this.ids[task] ?? '';
  }

  /** Gives a place an id that no task had: an id never comes again. */
  renewId(task: number): void {
    this.ids[task] = uuidv7();
  }

  async apply(
    task: number,
    event: TaskEvent,
    last?: { offset: number; text: string },
  ): Promise<Outcome> {
    return (await this.transitions.apply(this.id(task), event, last)).type;
  }

  /** Compares all that there is of every task with what there should be. */
  async expectAsIn(model: Model): Promise<void> {
    for (const task of model.tasks) this.reached.add(task?.status ?? 'absent');
    const seen = await Promise.all(model.tasks.map((_, i) => this.seen(i)));
    expect(seen).toEqual(model.tasks.map(asSeen));
    await this.expectKeys(model);
  }

  private async seen(i: number): Promise<object> {
    const { store, redis, keys } = this.opened;
    const id = this.id(i);
    const isIn = async (key: string) => (await redis.zscore(key, id)) !== null;
    const [snapshot, attempts, all, statuses, times] = await Promise.all([
      store.read(id, { output: true }),
      store.attempts(id),
      isIn(keys.all()),
      Promise.all(TASK_STATUSES.map((one) => isIn(keys.ofStatus(one)))),
      Promise.all(TIMES.map((one) => isIn(keys.due(one)))),
    ]);
    const indexes = {
      all,
      statuses: TASK_STATUSES.filter((_, at) => statuses[at]),
      times: TIMES.filter((_, at) => times[at]),
    };
    if (!snapshot) {
      const left = await redis.exists(keys.output(id), keys.attempts(id), keys.progress(id));
      return { record: null, left, indexes };
    }
    const { status, version, delivery, outputNumber, attempt, maxAttempts, token, error, rejoins } =
      snapshot.task;
    const record = {
      status,
      version,
      delivery,
      outputNumber,
      attempt,
      maxAttempts,
      token,
      rejoins,
    };
    const asked = snapshot.task.cancelRequestedAt !== null;
    return {
      record: { ...record, error: error?.code ?? null, output: snapshot.output, asked },
      attempts: attempts.map(({ outcome }) => outcome),
      indexes,
    };
  }

  private async expectKeys(model: Model): Promise<void> {
    const { redis, keys } = this.opened;
    for (const [key, { task, hash }] of model.keys) {
      const stored = await redis.get(keys.idempotency('local', key));
      expect(stored).toBe(`${this.id(task)} ${hash}`);
    }
  }
}

const TIMES = ['owed', 'leases', 'expiry'] as const;

/** A task of the model in the form in which the store's is seen. */
function asSeen(task: ModelTask | null): object {
  if (!task) return { record: null, left: 0, indexes: { all: false, statuses: [], times: [] } };
  const { status, version, delivery, outputNumber, attempt, maxAttempts, token, rejoins } = task;
  const { error, output } = task;
  const run = { delivery, outputNumber, attempt, maxAttempts, token, rejoins };
  const record = { status, version, ...run, error, output };
  const time = isTerminal(task) ? 'expiry' : status === 'running' ? 'leases' : 'owed';
  return {
    record: { ...record, asked: task.cancelAsked },
    attempts: task.attempts,
    indexes: { all: true, statuses: [status], times: [time] },
  };
}
