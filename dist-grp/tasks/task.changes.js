import { backoffMs } from './backoff.js';
import { firstLook, OWED_GRACE_MS } from './owed.js';
import { lostTrack } from './run.js';
export const refused = (reason) => ({ type: 'refused', reason });
/** A task without a run that could be found in V1. */
export const NO_RUN = { rejoinable: false, rejoins: 0 };
/** The task becomes final. */
export function finished({ now, settings }, patch) {
    return {
        type: 'change',
        patch: { ...NO_RUN, error: null, ...patch, finishedAt: now, nextAttemptAt: null },
        score: now + settings.taskTtlMs,
    };
}
/** The task waited for longer than it may. */
export function expired(task, context) {
    const refusal = task.lastRefusal;
    const because = refusal ? ` Its last try ended with ${refusal.code}: ${refusal.message}` : '';
    return finished(context, {
        status: 'failed',
        error: {
            code: 'expired',
            message: `The task did not begin within its time.${because}`,
            v1Status: refusal?.v1Status ?? null,
        },
    });
}
/** A run failed. What follows depends on whether it may have begun, and on the task's policy. */
export function afterFailure(task, failure, context) {
    if (failure.began === 'goes_on') {
        return canBeLeft(task)
            ? handedOver(task, failure, context)
            : afterFailure(task, wornOut(failure), context);
    }
    const error = toError(failure);
    if (task.cancelRequestedAt !== null)
        return finished(context, { status: 'cancelled' });
    if (!failure.retryable)
        return finished(context, { status: 'failed', error });
    if (failure.began === 'no') {
        return pendingAgain(task, failure, context, { attempt: task.attempt - 1, lastRefusal: error });
    }
    if (task.retry === 'always' && task.attempt < task.maxAttempts) {
        return pendingAgain(task, failure, context, { lastRefusal: error });
    }
    return finished(context, { status: 'failed', error });
}
/** The task waits for another run, which says all anew. */
function pendingAgain(task, failure, context, patch) {
    const { now, settings, random } = context;
    const delay = Math.max(failure.retryAfterMs ?? 0, backoffMs(task.backoffs + 1, settings, random));
    // A run that began used up none of the time that a task may wait: the wait for the next is another.
    const anew = failure.began === 'no' ? 0 : now + delay + task.expiresInMs;
    const waits = waiting(task, now + delay, Math.max(task.expiresAt, anew));
    return {
        ...waits,
        patch: {
            ...waits.patch,
            ...NO_RUN,
            ...patch,
            outputNumber: task.outputNumber + 1,
            backoffs: task.backoffs + 1,
            startedAt: null,
            nextAttemptAt: now + delay,
        },
        clear: 'all',
    };
}
/** How often a run is taken up again at most: it may be what kills whoever does. */
const MAX_REJOINS = 100;
/** Whether the task's run may be left to another worker. */
export const canBeLeft = ({ rejoins }) => rejoins < MAX_REJOINS;
/** What is left to say of a run that V1 has still, but that is not to be taken up again. */
const wornOut = ({ message }) => lostTrack(`The run was taken up too often, and how it ended is not known. Last: ${message}`);
/** The task waits for whoever takes its run up again, which goes on in V1 meanwhile. */
export function handedOver(task, failure, { now, settings, random }) {
    // A worker that left it in good order says nothing against another at once.
    const isWell = failure === null || failure.code === 'worker_stopped';
    const backoffs = isWell ? task.backoffs : task.backoffs + 1;
    const delay = isWell ? 0 : backoffMs(backoffs, settings, random);
    const waits = waiting(task, now + delay, Math.max(task.expiresAt, now + task.expiresInMs));
    return {
        ...waits,
        patch: {
            ...waits.patch,
            rejoinable: true,
            backoffs,
            nextAttemptAt: isWell ? null : now + delay,
            lastRefusal: isWell ? null : toError(failure),
        },
    };
}
const waiting = (task, due, expiresAt) => ({
    type: 'change',
    patch: {
        expiresAt,
        status: 'pending',
        delivery: task.delivery + 1,
        owedWaitMs: OWED_GRACE_MS,
        worker: null,
    },
    score: firstLook(due, expiresAt),
});
const toError = ({ code, message, v1Status }) => ({
    code,
    message,
    v1Status,
});
//# sourceMappingURL=task.changes.js.map