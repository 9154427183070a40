import { backoffMs } from './backoff.js';
import { firstLook, nextOwedWait, OWED_GRACE_MS } from './owed.js';
import type { RunFailure } from './run.js';
import { type Attempt, dueAt, isTerminal, type Task, type TaskError } from './task.js';
import type {
  RefusalReason,
  TaskEvent,
  TaskPatch,
  Transition,
  TransitionContext,
} from './task.event.js';

/** How much too early a job may come: delays are timed by the clock of whoever queued it. */
const EARLY_TOLERANCE_MS = 1_000;

const refused = (reason: RefusalReason): Transition => ({ type: 'refused', reason });

/**
 * The rules of a task's life, all of them: what an event does to a task. Pure; the store makes the
 * change atomic by accepting it only on the version it was decided on.
 */
export function next(task: Task, event: TaskEvent, context: TransitionContext): Transition {
  switch (event.type) {
    case 'begin':
      return begin(task, event, context);
    case 'end':
      return end(task, event, context);
    case 'recover':
      return recover(task, context);
    case 'redeliver':
      return redeliver(task, context);
    case 'expire':
      return task.status === 'pending' && task.expiresAt <= context.now
        ? expired(task, context)
        : refused(task.status === 'pending' ? 'early' : 'status');
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

function begin(
  task: Task,
  event: Extract<TaskEvent, { type: 'begin' }>,
  context: TransitionContext,
): Transition {
  const { now, settings } = context;
  if (holds(task, event) && task.status === 'running') {
    // A repeated call, whose first answer was lost: how long ago that was, nobody knows.
    return { type: 'change', patch: {}, score: now + settings.leaseMs };
  }
  if (task.status !== 'pending') return refused('status');
  if (task.delivery !== event.delivery) return refused('stale');
  if (task.expiresAt <= now) return expired(task, context);
  if (dueAt(task) > now + EARLY_TOLERANCE_MS) {
    return { type: 'change', patch: {}, score: Math.min(dueAt(task), task.expiresAt) };
  }
  return {
    type: 'change',
    patch: {
      status: 'running',
      token: event.token,
      worker: event.worker,
      simulated: event.simulated,
      attempt: task.attempt + 1,
      startedAt: now,
      nextAttemptAt: null,
      error: null,
    },
    score: now + settings.leaseMs,
  };
}

function end(
  task: Task,
  event: Extract<TaskEvent, { type: 'end' }>,
  context: TransitionContext,
): Transition {
  if (wasEndedBy(task, event)) return { type: 'already' };
  if (!holds(task, event)) return refused('stale');
  if (isTerminal(task.status)) return { type: 'already' };
  if (task.status !== 'running') return refused('status');
  const { type: status, ...how } = event.end;
  const transition =
    'failure' in how
      ? afterFailure(task, how.failure, context)
      : finished(context, { status, ...how });
  if (transition.type !== 'change') return transition;
  return withAttempt(task, context, {
    ...transition,
    patch: { ...transition.patch, simulated: event.simulated },
  });
}

function recover(task: Task, context: TransitionContext): Transition {
  if (task.status !== 'running') return refused('status');
  const transition = afterFailure(
    task,
    {
      code: 'outcome_unknown',
      message: 'The worker that ran this task stopped answering; what V1 did is not known.',
      v1Status: null,
      began: 'maybe',
      retryable: true,
      retryAfterMs: null,
    },
    context,
  );
  // Without its claim, the dead worker can change nothing should it come back.
  if (transition.type !== 'change') return transition;
  return withAttempt(task, context, {
    ...transition,
    patch: { ...transition.patch, token: null },
    leaseMustBeDead: true,
  });
}

/** A run failed. What follows depends on whether it may have begun, and on the task's policy. */
function afterFailure(task: Task, failure: RunFailure, context: TransitionContext): Transition {
  const error: TaskError = {
    code: failure.code,
    message: failure.message,
    v1Status: failure.v1Status,
  };
  if (task.cancelRequestedAt !== null) return finished(context, { status: 'cancelled' });
  if (!failure.retryable) return finished(context, { status: 'failed', error });
  if (failure.began === 'no') {
    return pendingAgain(task, failure, context, { attempt: task.attempt - 1, lastRefusal: error });
  }
  if (task.retry === 'always' && task.attempt < task.maxAttempts) {
    return pendingAgain(task, failure, context, { lastRefusal: error });
  }
  return finished(context, { status: 'failed', error });
}

function pendingAgain(
  task: Task,
  failure: RunFailure,
  { now, settings, random }: TransitionContext,
  patch: TaskPatch,
): Transition {
  const backoffs = task.backoffs + 1;
  const delay = Math.max(failure.retryAfterMs ?? 0, backoffMs(backoffs, settings, random));
  // A run that began used up none of the time that a task may wait: the wait for the next is another.
  const anew = failure.began === 'no' ? 0 : now + delay + task.expiresInMs;
  const expiresAt = Math.max(task.expiresAt, anew);
  return {
    type: 'change',
    patch: {
      ...patch,
      expiresAt,
      status: 'pending',
      delivery: task.delivery + 1,
      backoffs,
      owedWaitMs: OWED_GRACE_MS,
      worker: null,
      startedAt: null,
      nextAttemptAt: now + delay,
    },
    score: firstLook(now + delay, expiresAt),
    clearOutput: true,
  };
}

function redeliver(task: Task, { now }: TransitionContext): Transition {
  if (task.status !== 'pending') return refused('status');
  // Another process was here since: each of them lengthening the wait would make it endless.
  const isLookedAfter = now < Math.max(task.updatedAt, dueAt(task)) + task.owedWaitMs;
  if (isLookedAfter && now < task.expiresAt) return refused('early');
  const owedWaitMs = nextOwedWait(task.owedWaitMs);
  return {
    type: 'change',
    patch: { owedWaitMs },
    score: Math.min(Math.max(now, dueAt(task)) + owedWaitMs, Math.max(now, task.expiresAt)),
  };
}

function expired(task: Task, context: TransitionContext): Transition {
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

function cancel(task: Task, context: TransitionContext): Transition {
  if (task.status === 'cancelled') return { type: 'already' };
  if (task.status === 'pending') return finished(context, { status: 'cancelled' });
  if (task.status !== 'running') return refused('status');
  if (task.cancelRequestedAt !== null) return { type: 'already' };
  return { type: 'change', patch: { cancelRequestedAt: context.now } };
}

function retry(task: Task, { now }: TransitionContext): Transition {
  if (task.status !== 'failed' && task.status !== 'cancelled') return refused('status');
  const expiresAt = now + task.expiresInMs;
  return {
    type: 'change',
    patch: {
      status: 'pending',
      delivery: task.delivery + 1,
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
    clearOutput: true,
  };
}

function evict(task: Task, { now, settings }: TransitionContext): Transition {
  if (!isTerminal(task.status)) return refused('status');
  const score = (task.finishedAt ?? task.updatedAt) + settings.taskTtlMs;
  return score <= now ? { type: 'remove' } : { type: 'change', patch: {}, score };
}

function finished(
  { now, settings }: TransitionContext,
  patch: TaskPatch & { status: 'completed' | 'failed' | 'cancelled' },
): Transition {
  return {
    type: 'change',
    patch: { error: null, ...patch, finishedAt: now, nextAttemptAt: null },
    score: now + settings.taskTtlMs,
  };
}

/** Adds the run that a change ends to the task's history. */
function withAttempt(
  task: Task,
  { now }: TransitionContext,
  change: Extract<Transition, { type: 'change' }>,
): Transition {
  const { status, error, lastRefusal, attempt } = change.patch;
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

const outcomeOf = (status: TaskPatch['status']): Attempt['outcome'] =>
  status === 'completed' || status === 'cancelled' ? status : 'failed';

const holds = (task: Task, claim: { delivery: number; token: string }): boolean =>
  task.token === claim.token && task.delivery === claim.delivery;

/** Whether that run ended before and put the task back to pending, where its token still stands. */
const wasEndedBy = (task: Task, claim: { delivery: number; token: string }): boolean =>
  task.status === 'pending' && task.token === claim.token && task.delivery === claim.delivery + 1;
