import { answersOf } from './redis.answers.js';
import { readSummaries } from './task.summaries.js';
/** How many changes of tasks are remembered, the newest; Redis may keep a few more. */
export const LIVE_LENGTH = 10_000;
/** Before everything. */
const NO_MOMENT = '0-0';
/** Reads the stream in which the scripts note every change of a task. */
export class LiveList {
    redis;
    keys;
    constructor(redis, keys) {
        this.redis = redis;
        this.keys = keys;
    }
    async since(after, max) {
        const live = this.keys.live();
        const pipeline = this.redis.pipeline().xlen(live).xrevrange(live, '+', '-', 'COUNT', 1);
        // With the entry that was seen last: only where it is still there, nothing was missed.
        if (after !== null)
            pipeline.xrange(live, after, '+', 'COUNT', max + 1);
        const [length, [last], found = []] = (await answersOf(pipeline));
        const newest = last?.[0] ?? NO_MOMENT;
        if (after === null)
            return nothingSince(newest, false);
        const isFirst = after === NO_MOMENT;
        const missed = isFirst ? length >= LIVE_LENGTH : found[0]?.[0] !== after;
        if (missed)
            return nothingSince(newest, true);
        const entries = isFirst ? found : found.slice(1);
        const cursor = entries.at(-1)?.[0] ?? after;
        const { now, changes } = await this.changesOf(entries);
        return { changes, now, cursor, missed, hasMore: found.length > max };
    }
    async changesOf(entries) {
        // Of each task the latest change counts.
        const ids = [...new Set(entries.map(([, [, id]]) => id).reverse())].reverse();
        const { now, tasks } = await readSummaries(this.redis, this.keys, ids);
        const changes = tasks.map((task, i) => task ? { type: 'task', task } : { type: 'deleted', id: ids[i] ?? '' });
        return { changes, now };
    }
}
const nothingSince = (cursor, missed) => ({
    changes: [],
    now: 0,
    cursor,
    missed,
    hasMore: false,
});
//# sourceMappingURL=live.list.js.map