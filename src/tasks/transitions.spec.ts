import { describe, expect, it } from '@jest/globals';
import { aTask, someSettings } from '../../test/support/a-task.js';
import type { RunFailure } from './run.js';
import { type Task, TASK_STATUSES, type TaskStatus } from './task.js';
import type { TaskEvent, Transition } from './task.event.js';
import { OWED_GRACE_MS } from './owed.js';
import { next } from './transitions.js';

const NOW = 1_000_000;
const settings = someSettings();

const failure = (overrides: Partial<RunFailure> = {}): RunFailure => ({
  code: 'outcome_unknown',
  message: 'the stream broke',
  v1Status: null,
  began: 'maybe',
  retryable: true,
  retryAfterMs: null,
  ...overrides,
});
const failed = (overrides: Partial<RunFailure> = {}): Extract<TaskEvent, { type: 'end' }> => ({
  ...ended,
  end: { type: 'failed', failure: failure(overrides) },
});

const claim = { delivery: 1, token: 'claim-1' };
const dropOutput = { type: 'drop_output', ...claim } as const;
const begin = {
  type: 'begin',
  ...claim,
  worker: 'w1',
  simulated: false,
  canRejoin: false,
} as const;
const ended = {
  type: 'end',
  ...claim,
  simulated: false,
  end: { type: 'completed', usage: null, finishReason: 'stop' },
} as const;

/** A task of that status, held or last held by {@link claim} unless it waits. */
const taskIn = (status: TaskStatus, overrides: Partial<Task> = {}): Task =>
  aTask({
    status,
    attempt: status === 'pending' ? 0 : 1,
    token: status === 'pending' ? null : claim.token,
    createdAt: NOW - 20_000,
    expiresAt: NOW + 60_000,
    finishedAt: ['pending', 'running'].includes(status) ? null : NOW - 1_000,
    ...overrides,
  });
const decide = (task: Task, event: TaskEvent, random = 1): Transition =>
  next(task, event, { now: NOW, settings, random });

/** `pending`, `running`, … where the task changes into it; else what the answer is. */
const verdict = (task: Task, event: TaskEvent): string => {
  const transition = decide(task, event);
  if (transition.type === 'refused') return `refused: ${transition.reason}`;
  if (transition.type !== 'change') return transition.type;
  return transition.patch.status ?? `${task.status}, touched`;
};

const EVENTS: Record<string, TaskEvent> = {
  begin,
  'begin of an older delivery': { ...begin, delivery: 7 },
  'begin by another claim': { ...begin, token: 'claim-2' },
  completed: ended,
  'completed by another claim': { ...ended, token: 'claim-2' },
  'completed of an older delivery': { ...ended, delivery: 7 },
  'failed, not begun': failed({ began: 'no', code: 'v1_unavailable' }),
  'failed, refused': failed({ began: 'no', code: 'v1_refused', retryable: false }),
  'failed, may have begun': failed(),
  'failed, goes on': failed({ began: 'goes_on', code: 'worker_stopped' }),
  'output dropped': dropOutput,
  'output dropped by another claim': { ...dropOutput, token: 'claim-2' },
  recover: { type: 'recover' },
  redeliver: { type: 'redeliver' },
  expire: { type: 'expire' },
  cancel: { type: 'cancel' },
  retry: { type: 'retry' },
  evict: { type: 'evict' },
  remove: { type: 'remove' },
};

const STATUS = 'refused: status';
const STALE = 'refused: stale';
// prettier-ignore
const TABLE: Record<string, Record<TaskStatus, string>> = {
  begin:                           { pending: 'running',          running: 'running, touched', completed: STATUS,               failed: STATUS,            cancelled: STATUS },
  'begin of an older delivery':    { pending: STALE,              running: STATUS,             completed: STATUS,               failed: STATUS,            cancelled: STATUS },
  'begin by another claim':        { pending: 'running',          running: STATUS,             completed: STATUS,               failed: STATUS,            cancelled: STATUS },
  completed:                       { pending: STALE,              running: 'completed',        completed: 'already',            failed: 'already',         cancelled: 'already' },
  'completed by another claim':    { pending: STALE,              running: STALE,              completed: STALE,                failed: STALE,             cancelled: STALE },
  'completed of an older delivery': { pending: STALE,             running: STALE,              completed: STALE,                failed: STALE,             cancelled: STALE },
  'failed, not begun':             { pending: STALE,              running: 'pending',          completed: 'already',            failed: 'already',         cancelled: 'already' },
  'failed, refused':               { pending: STALE,              running: 'failed',           completed: 'already',            failed: 'already',         cancelled: 'already' },
  'failed, may have begun':        { pending: STALE,              running: 'failed',           completed: 'already',            failed: 'already',         cancelled: 'already' },
  'failed, goes on':               { pending: STALE,              running: 'pending',          completed: 'already',            failed: 'already',         cancelled: 'already' },
  'output dropped':                { pending: STALE,              running: 'running, touched', completed: STALE,                failed: STALE,             cancelled: STALE },
  'output dropped by another claim': { pending: STALE,            running: STALE,              completed: STALE,                failed: STALE,             cancelled: STALE },
  recover:                         { pending: STATUS,             running: 'failed',           completed: STATUS,               failed: STATUS,            cancelled: STATUS },
  redeliver:                       { pending: 'pending, touched', running: STATUS,             completed: STATUS,               failed: STATUS,            cancelled: STATUS },
  expire:                          { pending: 'refused: early',   running: STATUS,             completed: STATUS,               failed: STATUS,            cancelled: STATUS },
  cancel:                          { pending: 'cancelled',        running: 'running, touched', completed: STATUS,               failed: STATUS,            cancelled: 'already' },
  retry:                           { pending: STATUS,             running: STATUS,             completed: STATUS,               failed: 'pending',         cancelled: 'pending' },
  evict:                           { pending: STATUS,             running: STATUS,             completed: 'completed, touched', failed: 'failed, touched', cancelled: 'cancelled, touched' },
  remove:                          { pending: STATUS,             running: STATUS,             completed: 'remove',             failed: 'remove',          cancelled: 'remove' },
};

describe('next: every event against every status', () => {
  it('has a row for every event', () => {
    expect(Object.keys(TABLE)).toEqual(Object.keys(EVENTS));
  });

  for (const [name, event] of Object.entries(EVENTS)) {
    it.each(TASK_STATUSES.map((status) => [status, TABLE[name]?.[status]]))(
      `${name}, met by a task that is %s: %s`,
      (status, expected) => {
        expect(verdict(taskIn(status as TaskStatus), event)).toBe(expected);
      },
    );
  }
});

describe('begin', () => {
  it('spends an attempt, takes the claim and a lease', () => {
    expect(decide(taskIn('pending', { attempt: 2 }), begin)).toMatchObject({
      patch: { token: claim.token, worker: 'w1', attempt: 3, startedAt: NOW },
      score: NOW + settings.leaseMs,
    });
  });

  it('of a task whose time to begin is over expires it', () => {
    const task = taskIn('pending', {
      expiresAt: NOW,
      lastRefusal: { code: 'v1_unavailable', message: 'connection refused', v1Status: 503 },
    });
    expect(decide(task, begin)).toMatchObject({
      patch: {
        status: 'failed',
        error: {
          code: 'expired',
          message: expect.stringContaining('v1_unavailable: connection refused'),
          v1Status: 503,
        },
      },
    });
  });

  it.each([
    ['run_at', { runAt: NOW + 20_000 }],
    ['the backoff', { nextAttemptAt: NOW + 20_000 }],
  ])('before %s is over leaves it pending and owed from then on', (_, times) => {
    expect(decide(taskIn('pending', times), begin)).toEqual({
      type: 'change',
      patch: {},
      score: NOW + 20_000,
    });
  });

  it('a little early, by a clock that is off, is taken', () => {
    expect(verdict(taskIn('pending', { nextAttemptAt: NOW + 900 }), begin)).toBe('running');
  });
});

describe('the end of a run', () => {
  it('that certainly did not begin gives its attempt back and waits with backoff', () => {
    const event = failed({ began: 'no', code: 'v1_unavailable' });
    expect(decide(taskIn('running', { backoffs: 2 }), event)).toMatchObject({
      type: 'change',
      patch: {
        status: 'pending',
        attempt: 0,
        delivery: 2,
        backoffs: 3,
        startedAt: null,
        nextAttemptAt: NOW + 4 * settings.retryBackoffMs,
        lastRefusal: { code: 'v1_unavailable', message: 'the stream broke', v1Status: null },
      },
      score: NOW + 4 * settings.retryBackoffMs + OWED_GRACE_MS,
      clear: 'all',
    });
  });

  it('told again after it went back to pending is already so', () => {
    const event = failed({ began: 'no' });
    const transition = decide(taskIn('running'), event);
    const after = transition.type === 'change' ? transition.patch : {};
    expect(verdict({ ...taskIn('running'), ...after }, event)).toBe('already');
    expect(verdict({ ...taskIn('running'), ...after }, { ...event, token: 'claim-2' })).toBe(STALE);
  });

  it.each([
    ['no jitter', 0, null, 0],
    ['half of it', 0.5, null, 500],
    ['the wait V1 asked for, where it is longer', 0.5, 9_000, 9_000],
  ])('waits %s', (_, random, retryAfterMs, expected) => {
    const transition = decide(taskIn('running'), failed({ began: 'no', retryAfterMs }), random);
    expect(transition).toMatchObject({ patch: { nextAttemptAt: NOW + expected } });
  });

  it('never waits longer than the cap', () => {
    const transition = decide(taskIn('running', { backoffs: 40 }), failed({ began: 'no' }));
    expect(transition).toMatchObject({
      patch: { nextAttemptAt: NOW + settings.retryBackoffMaxMs },
    });
  });

  it('whose next try lies past expires_at is looked after when that comes', () => {
    const event = failed({ began: 'no', retryAfterMs: 3_600_000 });
    expect(decide(taskIn('running'), event)).toMatchObject({ score: NOW + 60_000 });
  });

  it.each([
    ['safe', 1, 3, 'failed'],
    ['always', 1, 3, 'pending'],
    ['always', 2, 3, 'pending'],
    ['always', 3, 3, 'failed'],
  ] as const)(
    'that may have begun, under %s, run %d of %d: %s',
    (retry, attempt, maxAttempts, expected) => {
      const task = taskIn('running', { retry, attempt, maxAttempts });
      expect(verdict(task, failed())).toBe(expected);
      expect(verdict(task, { type: 'recover' })).toBe(expected);
    },
  );

  it('keeps the spent attempt where it may have begun', () => {
    const transition = decide(taskIn('running', { retry: 'always' }), failed());
    expect(transition).toMatchObject({ patch: { status: 'pending', delivery: 2 } });
    expect(transition).not.toHaveProperty('patch.attempt');
  });

  it('tells what V1 said', () => {
    const event = failed({ retryable: false, code: 'v1_refused', message: 'no', v1Status: 400 });
    expect(decide(taskIn('running'), event)).toMatchObject({
      patch: { status: 'failed', error: { code: 'v1_refused', message: 'no', v1Status: 400 } },
      score: NOW + settings.taskTtlMs,
    });
  });

  it.each([
    ['completes', ended, 'completed'],
    ['was not begun', failed({ began: 'no' }), 'cancelled'],
    ['may have begun, under always', failed(), 'cancelled'],
    ['was refused', failed({ retryable: false }), 'cancelled'],
    ['is recovered', { type: 'recover' }, 'cancelled'],
  ] as const)('that %s after it was asked to stop: %s', (_, event, expected) => {
    const task = taskIn('running', { cancelRequestedAt: NOW - 10, retry: 'always' });
    expect(verdict(task, event)).toBe(expected);
  });
});

describe('the history of attempts', () => {
  it.each([
    ['completed', ended, 'completed', null],
    ['that failed', failed(), 'failed', 'outcome_unknown'],
    ['that will be run again', failed(), 'failed', 'outcome_unknown'],
    [
      'that V1 refused',
      failed({ began: 'no', code: 'v1_unavailable' }),
      'not_begun',
      'v1_unavailable',
    ],
    ['whose worker died', { type: 'recover' }, 'failed', 'outcome_unknown'],
  ] as const)('has a run %s', (_, event, outcome, code) => {
    const task = taskIn('running', { worker: 'w1', startedAt: NOW - 500, retry: 'always' });
    expect(decide(task, event)).toMatchObject({
      attempt: {
        number: 1,
        worker: 'w1',
        startedAt: NOW - 500,
        endedAt: NOW,
        outcome,
        error: code && { code },
      },
    });
  });
});

describe('recover', () => {
  it('takes the claim away and insists on a dead lease', () => {
    expect(decide(taskIn('running'), { type: 'recover' })).toMatchObject({
      leaseMustBeDead: true,
      patch: { status: 'failed', token: null, error: { code: 'outcome_unknown' } },
    });
  });
});

describe('redeliver', () => {
  it('doubles the wait, which never passes expires_at', () => {
    const task = taskIn('pending', { owedWaitMs: 15_000 });
    expect(decide(task, { type: 'redeliver' })).toEqual({
      type: 'change',
      patch: { owedWaitMs: 30_000 },
      score: NOW + 30_000,
    });
    const longer = { ...task, createdAt: NOW - 50_000, owedWaitMs: 50_000 };
    expect(decide(longer, { type: 'redeliver' })).toMatchObject({ score: NOW + 60_000 });
  });

  it('is refused where another process was faster: the wait is doubled once a look', () => {
    const task = taskIn('pending', { owedWaitMs: 15_000 });
    const first = decide(task, { type: 'redeliver' });
    const patch = first.type === 'change' ? first.patch : {};
    const redelivered = { ...task, ...patch, updatedAt: NOW };
    expect(decide(redelivered, { type: 'redeliver' })).toEqual({
      type: 'refused',
      reason: 'early',
    });
    const overdue = { ...redelivered, expiresAt: NOW };
    expect(decide(overdue, { type: 'redeliver' })).toMatchObject({ type: 'change' });
  });
});

describe('retry by hand', () => {
  it('starts anew under the same id with its attempts granted anew', () => {
    const task = taskIn('failed', {
      delivery: 3,
      attempt: 3,
      maxAttempts: 3,
      attemptsGranted: 3,
      backoffs: 5,
      cancelRequestedAt: NOW - 10,
      runAt: NOW - 10,
      error: { code: 'v1_error', message: 'x', v1Status: null },
    });
    expect(decide(task, { type: 'retry' })).toEqual({
      type: 'change',
      patch: {
        status: 'pending',
        delivery: 4,
        outputNumber: 2,
        rejoinable: false,
        rejoins: 0,
        maxAttempts: 6,
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
        expiresAt: NOW + task.expiresInMs,
      },
      score: NOW + OWED_GRACE_MS,
      clear: 'all',
    });
  });
});

describe('evict', () => {
  it('removes a finished task when its time is up, and not before', () => {
    const { taskTtlMs } = settings;
    const old = taskIn('completed', { finishedAt: NOW - taskTtlMs });
    expect(decide(old, { type: 'evict' })).toEqual({ type: 'remove' });
    const young = taskIn('completed', { finishedAt: NOW - taskTtlMs + 1 });
    expect(decide(young, { type: 'evict' })).toEqual({ type: 'change', patch: {}, score: NOW + 1 });
  });
});

describe('expire', () => {
  it('fails a task that waited too long', () => {
    expect(decide(taskIn('pending', { expiresAt: NOW }), { type: 'expire' })).toMatchObject({
      patch: { status: 'failed', error: { code: 'expired' }, finishedAt: NOW },
    });
  });
});
