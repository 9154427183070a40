import { answersOf } from './redis.answers.js';
import { decodeSummary, SUMMARY_FIELDS } from './task.codec.js';
/** Reads tasks by their ids; null where there is none. */
export async function readSummaries(redis, keys, ids) {
    const pipeline = redis.pipeline().time();
    for (const id of ids)
        pipeline.hmget(keys.task(id), ...SUMMARY_FIELDS);
    const [time, ...records] = (await answersOf(pipeline));
    const tasks = records.map((record) => (record[0] === null ? null : decodeSummary(record)));
    return { tasks, now: milliseconds(time) };
}
/** Milliseconds since 1970. */
export const milliseconds = ([seconds, microseconds]) => Number(seconds) * 1000 + Math.floor(Number(microseconds) / 1000);
//# sourceMappingURL=task.summaries.js.map