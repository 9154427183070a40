import { TASK_STATUSES } from '../tasks/task.js';
import { TaskStore, } from '../tasks/task.store.js';
import { answersOf } from './redis.answers.js';
import { LiveList } from './live.list.js';
import { milliseconds, readSummaries } from './task.summaries.js';
/** Tasks looked at for one page of a filtered list: what matches may be rare. */
const SCANNED_PER_PAGE = 2_000;
const SCAN_CHUNK = 200;
/** Ids carry the time of a gateway's clock, records that of Redis'. */
const CLOCK_SKEW_MS = 60_000;
/** The half of a {@link TaskStore} that looks at more than one task; none of it changes anything. */
export class TaskQueries extends TaskStore {
    redis;
    keys;
    live;
    constructor(redis, keys) {
        super();
        this.redis = redis;
        this.keys = keys;
        this.live = new LiveList(redis, keys);
    }
    async due(index, limit) {
        const pipeline = this.redis.pipeline().time();
        pipeline.zrange(this.keys.due(index), 0, String(limit - 1), 'WITHSCORES');
        const [time, entries] = (await answersOf(pipeline));
        const now = milliseconds(time);
        return entries.filter((_, i) => i % 2 === 0 && Number(entries[i + 1]) <= now);
    }
    async progress(id) {
        const pipeline = this.redis.pipeline().lrange(this.keys.progress(id), 0, -1);
        const [steps] = (await answersOf(pipeline));
        return steps.map((step) => JSON.parse(step));
    }
    async attempts(id) {
        const pipeline = this.redis.pipeline().lrange(this.keys.attempts(id), 0, -1);
        const [entries] = (await answersOf(pipeline));
        return entries.map((entry) => JSON.parse(entry));
    }
    async list(filter, cursor, limit) {
        const tasks = [];
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
                if (!matches(task, filter))
                    continue;
                if (tasks.length === limit)
                    return { tasks, now, nextCursor: tasks.at(-1)?.id ?? null };
                tasks.push(task);
            }
            last = ids.at(-1) ?? null;
            if (ids.length < count)
                return { tasks, now, nextCursor: null };
            scanned += ids.length;
        }
        return { tasks, now, nextCursor: last };
    }
    changes(after, max) {
        return this.live.since(after, max);
    }
    async overview() {
        const pipeline = this.redis.pipeline().time();
        pipeline.zrange(this.keys.workers(), 0, '-1', 'WITHSCORES');
        pipeline.hgetall(this.keys.workerReports()).hgetall(this.keys.entered());
        for (const status of TASK_STATUSES)
            pipeline.zcard(this.keys.ofStatus(status));
        const [time, alive, reports, entered, ...counts] = (await answersOf(pipeline));
        const now = milliseconds(time);
        const workers = alive
            .filter((_, i) => i % 2 === 0 && Number(alive[i + 1]) > now)
            .flatMap((id) => (reports[id] ? [JSON.parse(reports[id])] : []));
        const ofStatuses = (count) => Object.fromEntries(TASK_STATUSES.map((status, i) => [status, count(status, i) ?? 0]));
        return {
            counts: ofStatuses((_, i) => counts[i]),
            entered: ofStatuses((status) => Number(entered[status] ?? 0)),
            workers,
        };
    }
    async idsBelow(status, cursor, count) {
        const index = status === null ? this.keys.all() : this.keys.ofStatus(status);
        const below = cursor === null ? '+' : `(${cursor}`;
        const pipeline = this.redis.pipeline();
        pipeline.zrange(index, below, '-', 'BYLEX', 'REV', 'LIMIT', 0, count);
        const [ids] = (await answersOf(pipeline));
        return ids;
    }
    async summaries(ids) {
        const { now, tasks } = await readSummaries(this.redis, this.keys, ids);
        // A task may have been removed since its id was read.
        return { now, tasks: tasks.filter((task) => task !== null) };
    }
}
/** The index had it under this status a moment ago; what is shown is what it has now. */
const matches = (task, filter) => (filter.status === null || task.status === filter.status) &&
    (filter.agentId === null || task.agentId === filter.agentId) &&
    (filter.sessionKey === null || task.sessionKey === filter.sessionKey) &&
    (filter.errorCode === null || task.error?.code === filter.errorCode) &&
    (filter.before === null || task.createdAt < filter.before);
/** Comes before all ids of a time that is later than this, by whichever clock of ours. */
function boundOf(ms) {
    const hex = Math.max(0, ms + CLOCK_SKEW_MS)
        .toString(16)
        .padStart(12, '0');
    return `${hex.slice(0, 8)}-${hex.slice(8)}-`;
}
const lowest = (one, other) => one === null || (other !== null && other < one) ? other : one;
//# sourceMappingURL=task.queries.js.map