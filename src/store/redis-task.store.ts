import { Injectable } from '@nestjs/common';
import { Keys } from '../redis/keys.js';
import { RedisConnections } from '../redis/redis.connections.js';
import type { RunClaim } from '../tasks/run.js';
import { isTerminal, type Task, TASK_STATUSES, type TaskStatus } from '../tasks/task.js';
import { TaskSettings } from '../tasks/task.settings.js';
import {
  type AppendResult,
  type Created,
  type DueIndex,
  type LastOutput,
  type OutputChunk,
  type Overview,
  type RenewResult,
  type TaskDraft,
  type TaskSnapshot,
  TaskStore,
  type WorkerReport,
} from '../tasks/task.store.js';
import type { Transition } from '../tasks/task.event.js';
import { OWED_GRACE_MS } from '../tasks/transitions.js';
import { type PipelineWithScripts, type WithScripts, withScripts } from './scripts.js';
import { unavailableIfRedisIs } from './store.errors.js';
import { decode, encode } from './task.codec.js';

/** How many leases one script call renews: a script that runs long holds up everybody else. */
const RENEW_CHUNK = 500;

/** {@link TaskStore} in Redis: six scripts, each of which is atomic, and no rule in them. */
@Injectable()
export class RedisTaskStore extends TaskStore {
  private readonly redis: WithScripts;

  constructor(
    connections: RedisConnections,
    private readonly keys: Keys,
    private readonly settings: TaskSettings,
  ) {
    super();
    this.redis = withScripts(connections.commands);
  }

  override async create({ runInMs, requestHash, ...draft }: TaskDraft): Promise<Created> {
    const { keys, settings } = this;
    const taskKey = keys.task(draft.id);
    const keyed = draft.idempotencyKey !== null;
    const { set } = encode({
      ...draft,
      status: 'pending',
      version: 1,
      delivery: 1,
      attempt: 0,
      attemptsGranted: draft.maxAttempts,
      backoffs: 0,
      owedWaitMs: OWED_GRACE_MS,
      simulated: false,
    });
    const [type, id] = (await this.ask(
      this.redis.task_create(
        5,
        taskKey,
        keys.all(),
        keys.ofStatus('pending'),
        keys.due('owed'),
        draft.idempotencyKey === null
          ? taskKey
          : keys.idempotency(draft.client, draft.idempotencyKey),
        draft.id,
        flag(keyed),
        requestHash,
        settings.idempotencyTtlMs,
        settings.maxQueueDepth,
        runInMs ?? 0,
        flag(runInMs !== null),
        draft.expiresInMs,
        OWED_GRACE_MS,
        ...set,
      ),
    )) as ['created' | 'replayed' | 'reused' | 'full', string];
    return type === 'created' || type === 'full' ? { type } : { type, id };
  }

  override async read(id: string, options = { output: false }): Promise<TaskSnapshot | null> {
    const answer = (await this.ask(
      this.redis.task_read(2, this.keys.task(id), this.keys.output(id), flag(options.output)),
    )) as [number, string[], string] | null;
    if (!answer) return null;
    const [now, record, output] = answer;
    return { task: decode(record), now, output };
  }

  override async commit(
    task: Task,
    change: Extract<Transition, { type: 'change' }>,
    lastOutput?: LastOutput,
  ): Promise<'ok' | 'conflict' | 'alive'> {
    const { keys } = this;
    const status = change.patch.status ?? task.status;
    const { set, clear } = encode(change.patch);
    const result = await this.ask(
      this.redis.task_commit(
        6,
        keys.task(task.id),
        keys.output(task.id),
        keys.ofStatus(task.status),
        keys.ofStatus(status),
        keys.due(dueIndexOf(task.status)),
        keys.due(dueIndexOf(status)),
        task.id,
        task.version,
        change.score ?? '',
        flag(change.leaseMustBeDead),
        flag(change.clearOutput),
        lastOutput?.offset ?? '',
        lastOutput?.text ?? '',
        clear.length,
        ...clear,
        ...set,
      ),
    );
    return result as 'ok' | 'conflict' | 'alive';
  }

  override async append(chunks: readonly OutputChunk[]): Promise<AppendResult[]> {
    const pipeline = this.redis.pipeline() as PipelineWithScripts;
    for (const { id, delivery, token, offset, text } of chunks) {
      pipeline.task_append(
        2,
        this.keys.task(id),
        this.keys.output(id),
        delivery,
        token,
        offset,
        text,
      );
    }
    return (await this.askAll(pipeline)) as AppendResult[];
  }

  override async renew(worker: WorkerReport, claims: readonly RunClaim[]): Promise<RenewResult[]> {
    const pipeline = this.redis.pipeline() as PipelineWithScripts;
    // With no claim too: a renewal reports the worker alive.
    for (let from = 0; from === 0 || from < claims.length; from += RENEW_CHUNK) {
      const chunk = claims.slice(from, from + RENEW_CHUNK);
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
    return ((await this.askAll(pipeline)) as RenewResult[][]).flat();
  }

  override async forgetWorker(id: string): Promise<void> {
    const pipeline = this.redis.pipeline();
    pipeline.zrem(this.keys.workers(), id).hdel(this.keys.workerReports(), id);
    await this.askAll(pipeline);
  }

  override async remove(task: Task): Promise<'ok' | 'conflict'> {
    const { keys } = this;
    const taskKey = keys.task(task.id);
    const result = await this.ask(
      this.redis.task_remove(
        6,
        taskKey,
        keys.output(task.id),
        keys.all(),
        keys.ofStatus(task.status),
        keys.due(dueIndexOf(task.status)),
        task.idempotencyKey === null ? taskKey : keys.idempotency(task.client, task.idempotencyKey),
        task.id,
        task.version,
      ),
    );
    return result as 'ok' | 'conflict';
  }

  override async due(index: DueIndex, limit: number): Promise<string[]> {
    const pipeline = this.redis.pipeline().time();
    pipeline.zrange(this.keys.due(index), 0, String(limit - 1), 'WITHSCORES');
    const [time, entries] = (await this.askAll(pipeline)) as [[string, string], string[]];
    const now = milliseconds(time);
    return entries.filter((_, i) => i % 2 === 0 && Number(entries[i + 1]) <= now);
  }

  override async overview(): Promise<Overview> {
    const pipeline = this.redis.pipeline().time();
    pipeline.zrange(this.keys.workers(), 0, '-1', 'WITHSCORES');
    pipeline.hgetall(this.keys.workerReports());
    for (const status of TASK_STATUSES) pipeline.zcard(this.keys.ofStatus(status));
    const [time, alive, reports, ...counts] = (await this.askAll(pipeline)) as [
      [string, string],
      string[],
      Record<string, string>,
      ...number[],
    ];
    const now = milliseconds(time);
    const workers = alive
      .filter((_, i) => i % 2 === 0 && Number(alive[i + 1]) > now)
      .map((id) => JSON.parse(reports[id] ?? '{}') as WorkerReport);
    const entries = TASK_STATUSES.map((status, i) => [status, counts[i] ?? 0] as const);
    return { counts: Object.fromEntries(entries) as Record<TaskStatus, number>, workers };
  }

  private async ask<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      throw unavailableIfRedisIs(error);
    }
  }

  private async askAll(pipeline: { exec(): Promise<[Error | null, unknown][] | null> }) {
    const answers = (await this.ask(pipeline.exec())) ?? [];
    return answers.map(([error, answer]) => {
      if (error) throw unavailableIfRedisIs(error);
      return answer;
    });
  }
}

const flag = (value: boolean | undefined): '1' | '0' => (value ? '1' : '0');

const milliseconds = ([seconds, microseconds]: [string, string]): number =>
  Number(seconds) * 1000 + Math.floor(Number(microseconds) / 1000);

function dueIndexOf(status: TaskStatus): DueIndex {
  if (isTerminal(status)) return 'expiry';
  return status === 'pending' ? 'owed' : 'leases';
}
