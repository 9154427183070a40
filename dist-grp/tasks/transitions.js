import { firstLook, nextOwedWait, OWED_GRACE_MS } from './owed.js';
import { begin, dropOutput, end, giveUp, recover } from './run.transitions.js';
import { expired, finished, NO_RUN, refused } from './task.changes.js';
import { dueAt, isTerminal } from './task.js';
/**
 * The rules of a task's life, all of them: what an event does to a task. Pure; the store makes the
 * change atomic by accepting it only on the version it was decided on.
 */
export function next(task, event, context) {
    switch (event.type) {
        case 'begin':
            return begin(task, event, context);
        case 'end':
            return end(task, event, context);
        case 'drop_output':
            return dropOutput(task, event);
        case 'recover':
            return recover(task, context);
        case 'redeliver':
            return redeliver(task, context);
        case 'expire':
            return expire(task, context);
        case 'cancel':
            return cancel(task, context);
        case 'retry':
            return retry(task, context);
        case 'evict':
            return evict(task, context);
        case 'remove':
            return isTerminal(task.status) ? { type: 'remove' } : refused('status');
    }
}
function expire(task, context) {
    if (task.status !== 'pending')
        return refused('status');
    if (task.expiresAt > context.now)
        return refused('early');
    if (!task.rejoinable)
        return expired(task, context);
    return giveUp(task, 'and no other took it up again in time', context);
}
function redeliver(task, { now }) {
    if (task.status !== 'pending')
        return refused('status');
    // Another process was here since: each of them lengthening the wait would make it endless.
    const isLookedAfter = now < Math.max(task.updatedAt, dueAt(task)) + task.owedWaitMs;
    if (isLookedAfter && now < task.expiresAt)
        return refused('early');
    const owedWaitMs = nextOwedWait(task.owedWaitMs);
    return {
        type: 'change',
        patch: { owedWaitMs },
        score: Math.min(Math.max(now, dueAt(task)) + owedWaitMs, Math.max(now, task.expiresAt)),
    };
}
function cancel(task, context) {
    if (task.status === 'cancelled')
        return { type: 'already' };
    if (task.status === 'pending' && !task.rejoinable) {
        return finished(context, { status: 'cancelled' });
    }
    if (isTerminal(task.status))
        return refused('status');
    if (task.cancelRequestedAt !== null)
        return { type: 'already' };
    // Its run goes on in V1: whoever holds it, or takes it up next, stops it there.
    return { type: 'change', patch: { cancelRequestedAt: context.now, nextAttemptAt: null } };
}
function retry(task, { now }) {
    if (task.status !== 'failed' && task.status !== 'cancelled')
        return refused('status');
    const expiresAt = now + task.expiresInMs;
    return {
        type: 'change',
        patch: {
            status: 'pending',
            ...NO_RUN,
            delivery: task.delivery + 1,
            outputNumber: task.outputNumber + 1,
            maxAttempts: task.attempt + task.attemptsGranted,
            backoffs: 0,
            owedWaitMs: OWED_GRACE_MS,
            token: null,
            worker: null,
            error: null,
            lastRefusal: null,
            usage: null,
            finishReason: null,
            startedAt: null,
            finishedAt: null,
            cancelRequestedAt: null,
            runAt: null,
            nextAttemptAt: null,
            expiresAt,
        },
        score: firstLook(now, expiresAt),
        clear: 'all',
    };
}
function evict(task, { now, settings }) {
    if (!isTerminal(task.status))
        return refused('status');
    const score = (task.finishedAt ?? task.updatedAt) + settings.taskTtlMs;
    return score <= now ? { type: 'remove' } : { type: 'change', patch: {}, score };
}
//# sourceMappingURL=transitions.js.map