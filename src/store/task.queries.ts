import type { Progress } from '../tasks/progress.js';
import type { Keys } from '../redis/keys.js';
import { type Attempt, TASK_STATUSES, type TaskStatus } from '../tasks/task.js';
import {
  type DueIndex,
  type Overview,
  type TaskChanges,
  type TaskFilter,
  type TaskPage,
  TaskStore,
  type TaskSummary,
  type WorkerReport,
} from '../tasks/task.store.js';
import { answersOf } from './redis.answers.js';
import { LiveList } from './live.list.js';
import type { WithScripts } from './scripts.js';
import { milliseconds, readSummaries, type Time } from './task.summaries.js';

/** Tasks looked at for one page of a filtered list: what matches may be rare. */
const SCANNED_PER_PAGE = 2_000;
const SCAN_CHUNK = 200;
/** Ids carry the time of a gateway's clock, records that of Redis'. */
const CLOCK_SKEW_MS = 60_000;

/** The half of a {@link TaskStore} that looks at more than one task; none of it changes anything. */
export abstract class TaskQueries extends TaskStore {
  private readonly live: LiveList;

  constructor(
    protected readonly redis: WithScripts,
    protected readonly keys: Keys,
  ) {
    super();
    this.live = new LiveList(redis, keys);
  }

  override async due(index: DueIndex, limit: number): Promise<string[]> {
    const pipeline = this.redis.pipeline().time();
    pipeline.zrange(this.keys.due(index), 0, String(limit - 1), 'WITHSCORES');
    const [time, entries] = (await answersOf(pipeline)) as [Time, string[]];
    const now = milliseconds(time);
    return entries.filter((_, i) => i % 2 === 0 && Number(entries[i + 1]) <= now);
  }

  override async progress(id: string): Promise<Progress[]> {
    const pipeline = this.redis.pipeline().lrange(this.keys.progress(id), 0, -1);
    const [steps] = (await answersOf(pipeline)) as [string[]];
    return steps.map((step) => JSON.parse(step) as Progress);
  }

  override async attempts(id: string): Promise<Attempt[]> {
    const pipeline = this.redis.pipeline().lrange(this.keys.attempts(id), 0, -1);
    const [entries] = (await answersOf(pipeline)) as [string[]];
    return entries.map((entry) => JSON.parse(entry) as Attempt);
  }

  override async list(filter: TaskFilter, cursor: string | null, limit: number): Promise<TaskPage> {
    const tasks: TaskSummary[] = [];
    let last = lowest(cursor, filter.before === null ? null : boundOf(filter.before));
    let now = 0;
    // One more than the page has, to know whether there is another; more at once where few may match.
    const { agentId, sessionKey, errorCode } = filter;
    const isFiltered = agentId !== null || sessionKey !== null || errorCode !== null;
    const count = isFiltered ? Math.max(limit + 1, SCAN_CHUNK) : limit + 1;
    for (let scanned = 0; scanned < SCANNED_PER_PAGE;) {
      const ids = await this.idsBelow(filter.status, last, count);
      const chunk = await this.summaries(ids);
      now = chunk.now;
      for (const task of chunk.tasks) {
        if (!matches(task, filter)) continue;
        if (tasks.length === limit) return { tasks, now, nextCursor: tasks.at(-1)?.id ?? null };
        tasks.push(task);
      }
      last = ids.at(-1) ?? null;
      if (ids.length < count) return { tasks, now, nextCursor: null };
      scanned += ids.length;
    }
    return { tasks, now, nextCursor: last };
  }

  override changes(after: string | null, max: number): Promise<TaskChanges> {
    return this.live.since(after, max);
  }

  override async overview(): Promise<Overview> {
    const pipeline = this.redis.pipeline().time();
    pipeline.zrange(this.keys.workers(), 0, '-1', 'WITHSCORES');
    pipeline.hgetall(this.keys.workerReports()).hgetall(this.keys.entered());
    for (const status of TASK_STATUSES) pipeline.zcard(this.keys.ofStatus(status));
    const [time, alive, reports, entered, ...counts] = (await answersOf(pipeline)) as [
      Time,
      string[],
      Record<string, string>,
      Record<string, string>,
      ...number[],
    ];
    const now = milliseconds(time);
    const workers = alive
      .filter((_, i) => i % 2 === 0 && Number(alive[i + 1]) > now)
      .flatMap((id) => (reports[id] ? [JSON.parse(reports[id]) as WorkerReport] : []));
    const ofStatuses = (count: (status: TaskStatus, i: number) => number | undefined) =>
      Object.fromEntries(
        TASK_STATUSES.map((status, i) => [status, count(status, i) ?? 0]),
      ) as Record<TaskStatus, number>;
    return {
      counts: ofStatuses((_, i) => counts[i]),
      entered: ofStatuses((status) => Number(entered[status] ?? 0)),
      workers,
    };
  }

  private async idsBelow(
    status: TaskStatus | null,
    cursor: string | null,
    count: number,
  ): Promise<string[]> {
    const index = status === null ? this.keys.all() : this.keys.ofStatus(status);
    const below = cursor === null ? '+' : `(${cursor}`;
    const pipeline = this.redis.pipeline();
    pipeline.zrange(index, below, '-', 'BYLEX', 'REV', 'LIMIT', 0, count);
    const [ids] = (await answersOf(pipeline)) as [string[]];
    return ids;
  }

  private async summaries(ids: string[]): Promise<{ tasks: TaskSummary[]; now: number }> {
    const { now, tasks } = await readSummaries(this.redis, this.keys, ids);
    // A task may have been removed since its id was read.
    return { now, tasks: tasks.filter((task) => task !== null) };
  }
}

/** The index had it under this status a moment ago; what is shown is what it has now. */
const matches = (task: TaskSummary, filter: TaskFilter): boolean =>
  (filter.status === null || task.status === filter.status) &&
  (filter.agentId === null || task.agentId === filter.agentId) &&
  (filter.sessionKey === null || task.sessionKey === filter.sessionKey) &&
  (filter.errorCode === null || task.error?.code === filter.errorCode) &&
  (filter.before === null || task.createdAt < filter.before);

/** Comes before all ids of a time that is later than this, by whichever clock of ours. */
function boundOf(ms: number): string {
  const hex = Math.max(0, ms + CLOCK_SKEW_MS)
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-`;
}

const lowest = (one: string | null, other: string | null): string | null =>
  one === null || (other !== null && other < one) ? other : one;
