import { afterFailure, canBeLeft, expired, finished, handedOver, NO_RUN, refused, } from './task.changes.js';
import { lostTrack } from './run.js';
import { dueAt, isTerminal } from './task.js';
/** How much too early a job may come: delays are timed by the clock of whoever queued it. */
const EARLY_TOLERANCE_MS = 1_000;
/** A worker claims a delivery: a new run begins, or the one that goes on in V1 is taken up again. */
export function begin(task, event, context) {
    const { now, settings } = context;
    if (holds(task, event) && task.status === 'running') {
        // A repeated call, whose first answer was lost: how long ago that was, nobody knows.
        return { type: 'change', patch: {}, score: now + settings.leaseMs };
    }
    if (task.status !== 'pending')
        return refused('status');
    if (task.delivery !== event.delivery)
        return refused('stale');
    if (task.expiresAt <= now && !task.rejoinable)
        return expired(task, context);
    if (dueAt(task) > now + EARLY_TOLERANCE_MS) {
        return { type: 'change', patch: {}, score: Math.min(dueAt(task), task.expiresAt) };
    }
    if (task.rejoinable && !event.canRejoin) {
        return giveUp(task, 'and its run cannot be found again over HTTP', context);
    }
    const { token, worker, simulated } = event;
    const run = task.rejoinable
        ? { rejoins: task.rejoins + 1 }
        : { ...NO_RUN, rejoinable: event.canRejoin, attempt: task.attempt + 1, startedAt: now };
    return {
        type: 'change',
        patch: {
            ...run,
            token,
            worker,
            simulated,
            status: 'running',
            nextAttemptAt: null,
            error: null,
        },
        score: now + settings.leaseMs,
    };
}
/** The run that holds the claim ended, or was left to whoever takes it up again. */
export function end(task, event, context) {
    if (wasEndedBy(task, event))
        return { type: 'already' };
    if (!holds(task, event))
        return refused('stale');
    if (isTerminal(task.status))
        return { type: 'already' };
    if (task.status !== 'running')
        return refused('status');
    const { type: status, ...how } = event.end;
    const transition = 'failure' in how
        ? afterFailure(task, how.failure, context)
        : finished(context, { status, ...how });
    if (transition.type !== 'change')
        return transition;
    return withAttempt(task, context, {
        ...transition,
        patch: { ...transition.patch, simulated: event.simulated },
    });
}
/** V1 says otherwise what it has said so far. Harmless when it is repeated: it only drops once more. */
export function dropOutput(task, event) {
    if (!holds(task, event) || task.status !== 'running')
        return refused('stale');
    return {
        type: 'change',
        patch: { outputNumber: task.outputNumber + 1 },
        clear: 'text',
    };
}
/** The worker of a run is dead. */
export function recover(task, context) {
    if (task.status !== 'running')
        return refused('status');
    const transition = task.rejoinable && canBeLeft(task)
        ? handedOver(task, null, context)
        : giveUp(task, '', context);
    if (transition.type !== 'change')
        return transition;
    // Without its claim, the dead worker can change nothing should it come back.
    const patch = { ...transition.patch, token: null };
    return { ...transition, patch, leaseMustBeDead: true };
}
/** Nobody can tell how the run ended that a worker held. */
export function giveUp(task, andThen, context) {
    const seen = andThen
        ? `The run lost its worker, ${andThen}`
        : 'The worker that ran this task stopped answering';
    const transition = afterFailure(task, lostTrack(`${seen}; what V1 did is not known.`), context);
    return transition.type === 'change' ? withAttempt(task, context, transition) : transition;
}
/** Adds the run that a change ends to the task's history. */
function withAttempt(task, { now }, change) {
    const { status, error, lastRefusal, attempt } = change.patch;
    // One that is handed over goes on.
    if (status === 'pending' && !change.clear)
        return change;
    const refusedByV1 = attempt !== undefined && attempt < task.attempt;
    return {
        ...change,
        attempt: {
            number: task.attempt,
            worker: task.worker,
            startedAt: task.startedAt ?? now,
            endedAt: now,
            outcome: refusedByV1 ? 'not_begun' : outcomeOf(status),
            error: error ?? lastRefusal ?? null,
        },
    };
}
const outcomeOf = (status) => status === 'completed' || status === 'cancelled' ? status : 'failed';
const holds = (task, claim) => task.token === claim.token && task.delivery === claim.delivery;
/** Whether that run ended before and put the task back to pending, where its token still stands. */
const wasEndedBy = (task, claim) => task.status === 'pending' && task.token === claim.token && task.delivery === claim.delivery + 1;
//# sourceMappingURL=run.transitions.js.map