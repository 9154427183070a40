import { Injectable } from '@nestjs/common';
import { Keys } from '../redis/keys.js';
import { RedisConnections } from '../redis/redis.connections.js';
import { type Progress, PROGRESS_KEPT } from '../tasks/progress.js';
import type { RunClaim } from '../tasks/run.js';
import { isTerminal, type Task, TASK_STATUSES, type TaskStatus } from '../tasks/task.js';
import { InvalidTaskError } from '../tasks/task.errors.js';
import { TaskSettings } from '../tasks/task.settings.js';
import {
  type AppendResult,
  type Committed,
  type Created,
  DUE_INDEXES,
  type DueIndex,
  type LastOutput,
  type OutputChunk,
  type OutputPosition,
  type RenewResult,
  type TaskDraft,
  type TaskSnapshot,
  type TaskTail,
  type WorkerReport,
} from '../tasks/task.store.js';
import type { Transition } from '../tasks/task.event.js';
import { type PipelineWithScripts, withScripts } from './scripts.js';
import { LIVE_LENGTH } from './live.list.js';
import { NewTasks } from './new.tasks.js';
import { answerOf, answersOf } from './redis.answers.js';
import { decode, encode } from './task.codec.js';
import { TaskQueries } from './task.queries.js';

/** How many leases one script call renews: a script that runs long holds up everybody else. */
const RENEW_BATCH = 500;
/** … and to how many outputs one adds, each of which costs four times as much. */
const APPEND_BATCH = 100;
/** How many runs of a task are remembered, the newest. */
const ATTEMPTS_KEPT = 100;

/** {@link TaskStore} in Redis: six scripts, each of which is atomic, and no rule in them. */
@Injectable()
export class RedisTaskStore extends TaskQueries {
  private readonly newTasks: NewTasks;

  constructor(
    connections: RedisConnections,
    keys: Keys,
    private readonly settings: TaskSettings,
  ) {
    super(withScripts(connections.commands), keys);
    this.newTasks = new NewTasks(this.redis, keys, settings);
  }

  override create(draft: TaskDraft): Promise<Created> {
    return this.newTasks.store(draft);
  }

  override async read(id: string, options = { output: false }): Promise<TaskSnapshot | null> {
    return this.readWith(id, flag(options.output), '', '', '', '');
  }

  override async readFrom(id: string, from: OutputPosition, max: number): Promise<TaskTail | null> {
    try {
      const { outputNumber, offset, progress } = from;
      return await this.readWith(id, '1', outputNumber, offset, max, progress);
    } catch (error) {
      const isOffset = error instanceof Error && error.message.startsWith('OFFSET');
      throw isOffset ? new InvalidTaskError('after', 'after is no place in the output') : error;
    }
  }

  private async readWith(
    id: string,
    ...options: [
      withOutput: string,
      outputNumber: string | number,
      offset: string | number,
      max: string | number,
      progress: string | number,
    ]
  ): Promise<TaskTail | null> {
    const keys = [this.keys.task(id), this.keys.output(id), this.keys.progress(id)];
    const answer = await answerOf(this.redis.task_read(3, ...keys, ...options));
    if (!answer) return null;
    const [now, record, output, offset, length, steps, progressSeen] = answer as Reading;
    const progress = steps.map((step) => JSON.parse(step) as Progress);
    return { task: decode(record), now, output, offset, length, progress, progressSeen };
  }

  override async commit(
    task: Task,
    change: Extract<Transition, { type: 'change' }>,
    lastOutput?: LastOutput,
  ): Promise<Committed> {
    const { keys } = this;
    const status = change.patch.status ?? task.status;
    const { set, clear } = encode(change.patch);
    const result = await answerOf(
      this.redis.task_commit(
        10,
        keys.task(task.id),
        keys.output(task.id),
        keys.ofStatus(task.status),
        keys.ofStatus(status),
        keys.due(dueIndexOf(task.status)),
        keys.due(dueIndexOf(status)),
        keys.attempts(task.id),
        keys.live(),
        keys.entered(),
        keys.progress(task.id),
        task.id,
        task.version,
        change.score ?? '',
        flag(change.leaseMustBeDead),
        change.clear ?? '',
        lastOutput?.offset ?? '',
        lastOutput?.text ?? '',
        change.attempt ? JSON.stringify(change.attempt) : '',
        ATTEMPTS_KEPT,
        status === task.status ? '' : status,
        keys.doorbell(task.id),
        LIVE_LENGTH,
        keys.liveDoorbell(),
        clear.length,
        ...clear,
        ...set,
      ),
    );
    return result as Committed;
  }

  override async append(chunks: readonly OutputChunk[]): Promise<AppendResult[]> {
    const pipeline = this.redis.pipeline() as PipelineWithScripts;
    const { keys } = this;
    for (const runs of batchesOf(chunks, APPEND_BATCH)) {
      pipeline.task_append(
        3 * runs.length,
        ...runs.flatMap(({ id }) => [keys.task(id), keys.output(id), keys.progress(id)]),
        PROGRESS_KEPT,
        ...runs.flatMap(({ id, delivery, token, outputNumber, offset, text, ...more }) => {
          const steps = more.progress.map((step) => JSON.stringify(step));
          const place = [outputNumber, more.progressSeen, steps.length];
          return [delivery, token, offset, text, keys.doorbell(id), ...place, ...steps];
        }),
      );
    }
    return ((await answersOf(pipeline)) as AppendResult[][]).flat();
  }

  override async renew(worker: WorkerReport, claims: readonly RunClaim[]): Promise<RenewResult[]> {
    const pipeline = this.redis.pipeline() as PipelineWithScripts;
    // With no claim too: a renewal reports the worker alive.
    for (const chunk of claims.length === 0 ? [[]] : batchesOf(claims, RENEW_BATCH)) {
      pipeline.task_renew(
        3 + chunk.length,
        this.keys.due('leases'),
        this.keys.workers(),
        this.keys.workerReports(),
        ...chunk.map(({ id }) => this.keys.task(id)),
        worker.id,
        JSON.stringify(worker),
        this.settings.leaseMs,
        ...chunk.flatMap(({ id, delivery, token }) => [id, delivery, token]),
      );
    }
    return ((await answersOf(pipeline)) as RenewResult[][]).flat();
  }

  override async forgetWorker(id: string): Promise<void> {
    const pipeline = this.redis.pipeline();
    pipeline.zrem(this.keys.workers(), id).hdel(this.keys.workerReports(), id);
    await answersOf(pipeline);
  }

  override async remove(task: Task): Promise<'ok' | 'conflict'> {
    const { keys } = this;
    const taskKey = keys.task(task.id);
    const result = await answerOf(
      this.redis.task_remove(
        9,
        taskKey,
        keys.output(task.id),
        keys.all(),
        keys.ofStatus(task.status),
        keys.due(dueIndexOf(task.status)),
        task.idempotencyKey === null ? taskKey : keys.idempotency(task.client, task.idempotencyKey),
        keys.attempts(task.id),
        keys.live(),
        keys.progress(task.id),
        task.id,
        task.version,
        keys.doorbell(task.id),
        LIVE_LENGTH,
        keys.liveDoorbell(),
      ),
    );
    return result as 'ok' | 'conflict';
  }

  override async dropOrphan(id: string): Promise<void> {
    const { keys } = this;
    const statuses = TASK_STATUSES.map((status) => keys.ofStatus(status));
    const times = DUE_INDEXES.map((index) => keys.due(index));
    const pipeline = this.redis.pipeline();
    for (const index of [keys.all(), ...statuses, ...times]) pipeline.zrem(index, id);
    pipeline.unlink(keys.output(id), keys.attempts(id), keys.progress(id));
    pipeline.xadd(keys.live(), 'MAXLEN', '~', LIVE_LENGTH, '*', 'id', id);
    pipeline.publish(keys.liveDoorbell(), 'change');
    await answersOf(pipeline);
  }
}

/** What the script `read` answers. */
type Reading = [
  now: number,
  record: string[],
  output: string,
  offset: number,
  length: number,
  steps: string[],
  progressSeen: number,
];

function* batchesOf<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}

const flag = (value: boolean | undefined): '1' | '0' => (value ? '1' : '0');

function dueIndexOf(status: TaskStatus): DueIndex {
  if (isTerminal(status)) return 'expiry';
  return status === 'pending' ? 'owed' : 'leases';
}
