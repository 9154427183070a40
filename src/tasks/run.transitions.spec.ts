import { describe, expect, it } from '@jest/globals';
import { aTask, someSettings } from '../../test/support/a-task.js';
import type { RunFailure } from './run.js';
import type { Task } from './task.js';
import type { TaskEvent, Transition } from './task.event.js';
import { next } from './transitions.js';

const NOW = 1_000_000;
const settings = someSettings();
const claim = { delivery: 1, token: 'claim-1' };
const begin = { type: 'begin', ...claim, worker: 'w1', simulated: false } as const;
const dropOutput = { type: 'drop_output', ...claim } as const;
const FAILURE: RunFailure = {
  code: 'outcome_unknown',
  message: 'the stream broke',
  v1Status: null,
  began: 'maybe',
  retryable: true,
  retryAfterMs: null,
};
const failed = (overrides: Partial<RunFailure> = {}): Extract<TaskEvent, { type: 'end' }> => ({
  type: 'end',
  ...claim,
  simulated: false,
  end: { type: 'failed', failure: { ...FAILURE, ...overrides } },
});
const decide = (task: Task, event: TaskEvent): Transition =>
  next(task, event, { now: NOW, settings, random: 1 });
const verdict = (task: Task, event: TaskEvent): string => {
  const transition = decide(task, event);
  if (transition.type === 'refused') return `refused: ${transition.reason}`;
  return transition.type === 'change' ? String(transition.patch.status) : transition.type;
};

describe('a run that can be found in V1 again', () => {
  const began = { rejoinable: true, attempt: 1, startedAt: NOW - 500, worker: 'w0' } as const;
  const running = aTask({
    status: 'running',
    token: claim.token,
    expiresAt: NOW + 60_000,
    ...began,
    backoffs: 2,
  });
  const goesOn = failed({ began: 'goes_on', code: 'v1_unavailable', message: 'V1 is away' });
  const left = failed({ began: 'goes_on', code: 'worker_stopped' });
  const after = (task: Task, event: TaskEvent): Task => {
    const transition = decide(task, event);
    if (transition.type !== 'change') throw new Error(`It is ${transition.type}.`);
    return { ...task, ...transition.patch };
  };
  const waits = after(running, left);
  const rejoin = { ...begin, delivery: 2, token: 'claim-2', canRejoin: true };

  it('is what one is that a worker begins which can find it', () => {
    const patch = { rejoinable: true, rejoins: 0, attempt: 1 };
    expect(decide(aTask({ expiresAt: NOW + 60_000 }), { ...begin, canRejoin: true })).toMatchObject(
      { patch },
    );
  });

  it.each([
    ['is left', left],
    ['loses its worker', { type: 'recover' }],
    ['cannot be followed, as V1 is away', goesOn],
  ] as const)('that %s owes a delivery, and keeps all that it has', (_, event) => {
    const transition = decide(running, event);
    expect(transition).toMatchObject({
      patch: { status: 'pending', delivery: 2, rejoinable: true, worker: null },
    });
    const kept = ['attempt', 'startedAt', 'outputNumber', 'cancelRequestedAt'];
    for (const name of kept) expect(transition).not.toHaveProperty(`patch.${name}`);
    expect(transition).not.toHaveProperty('clear');
    expect(transition).not.toHaveProperty('attempt');
  });

  it('is due at once where its worker left it, and after a while where V1 is away', () => {
    expect(waits).toMatchObject({ nextAttemptAt: null, lastRefusal: null, backoffs: 2 });
    expect(after(running, goesOn)).toMatchObject({
      nextAttemptAt: NOW + 4 * settings.retryBackoffMs,
      lastRefusal: { code: 'v1_unavailable' },
      backoffs: 3,
    });
  });

  it('is taken from a worker only whose lease is dead, and whose claim is gone', () => {
    expect(decide(running, { type: 'recover' })).toMatchObject({
      leaseMustBeDead: true,
      patch: { token: null },
    });
  });

  it('is taken up again as the same attempt, also after the time to begin is over', () => {
    const task = { ...waits, expiresAt: NOW - 1 };
    const transition = decide(task, rejoin);
    expect(transition).toMatchObject({
      patch: { status: 'running', token: 'claim-2', rejoins: 1 },
      score: NOW + settings.leaseMs,
    });
    const kept = ['attempt', 'startedAt', 'outputNumber', 'rejoinable'];
    for (const name of kept) expect(transition).not.toHaveProperty(`patch.${name}`);
  });

  it('ends as unknown where who takes it up cannot find it', () => {
    const blind = { ...rejoin, canRejoin: false };
    expect(decide(waits, blind)).toMatchObject({
      patch: { status: 'failed', rejoinable: false, error: { code: 'outcome_unknown' } },
      attempt: { number: 1, outcome: 'failed' },
    });
    expect(verdict({ ...waits, retry: 'always' }, blind)).toBe('pending');
  });

  it('ends as unknown where nobody takes it up in time, and where it kills whoever does', () => {
    expect(verdict(waits, { type: 'expire' })).toBe('refused: early');
    expect(after({ ...waits, expiresAt: NOW }, { type: 'expire' })).toMatchObject({
      status: 'failed',
      error: { code: 'outcome_unknown' },
    });
    const worn = { ...running, rejoins: 100 };
    for (const event of [{ type: 'recover' }, goesOn] as const) {
      expect(after(worn, event)).toMatchObject({
        status: 'failed',
        error: { code: 'outcome_unknown' },
      });
    }
  });

  it('is stopped by whoever takes it up, where it is cancelled meanwhile', () => {
    const asked = after({ ...waits, nextAttemptAt: NOW + 5_000 }, { type: 'cancel' });
    expect(asked).toMatchObject({
      status: 'pending',
      cancelRequestedAt: NOW,
      nextAttemptAt: null,
    });
    expect(verdict(asked, { type: 'cancel' })).toBe('already');
    const taken = after(asked, rejoin);
    expect(taken).toMatchObject({ status: 'running', cancelRequestedAt: NOW });
    const claimed = { delivery: 2, token: 'claim-2' };
    // V1 could not be asked to stop it: the next one asks again.
    expect(verdict(taken, { ...goesOn, ...claimed })).toBe('pending');
    expect(verdict(taken, { ...failed(), ...claimed })).toBe('cancelled');
  });

  it('says anew what it said: another output of the same run', () => {
    expect(decide(running, dropOutput)).toEqual({
      type: 'change',
      patch: { outputNumber: 2 },
      clear: 'text',
    });
  });

  it('is another one where the task is run anew', () => {
    const other = { outputNumber: 2, rejoinable: false, rejoins: 0 };
    const task = { ...running, rejoins: 3, retry: 'always' } as const;
    expect(after(task, failed())).toMatchObject({ status: 'pending', ...other });
    const over = after({ ...task, retry: 'safe' }, failed());
    expect(over).toMatchObject({ status: 'failed', rejoinable: false });
    expect(after(over, { type: 'retry' })).toMatchObject(other);
  });
});
