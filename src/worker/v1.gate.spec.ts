import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../test/support/eventually.js';
import type { QueueServer } from '../queue/queue.server.js';
import type { V1Report } from '../tasks/task.store.js';
import { mayHaveBegun, notBegun } from '../v1/failures.js';
import { V1Error } from '../v1/v1.error.js';
import type { Leases } from './leases.js';
import { V1Gate } from './v1.gate.js';
import type { V1Monitor } from './v1.monitor.js';

const AWAY = notBegun('v1_unavailable', 'away');

describe('V1Gate', () => {
  let gate: V1Gate;
  let steps: string[];
  let state: V1Report['state'];

  beforeEach(() => {
    steps = [];
    state = 'down';
    const queue = { hold: () => step('hold'), resume: () => step('resume') };
    const report = (): V1Report => ({
      url: 'v1',
      state,
      simulated: false,
      message: null,
      models: null,
    });
    const monitor = { report: report(), look: () => Promise.resolve(report()) };
    gate = new V1Gate(
      queue as Partial<QueueServer> as QueueServer,
      monitor as Partial<V1Monitor> as V1Monitor,
      { report: () => step('report') } as Partial<Leases> as Leases,
    );
    gate.onModuleInit();
  });
  afterEach(() => {
    gate.beforeApplicationShutdown();
  });

  const step = (name: string): Promise<void> => {
    steps.push(name);
    return Promise.resolve();
  };
  const fail = (failure = AWAY): Promise<unknown> =>
    gate.pass(() => Promise.reject(new V1Error(failure))).catch((error: unknown) => error);
  const succeed = (): Promise<string> => gate.pass(() => Promise.resolve('done'));

  it('shuts after a few runs in a row that V1 did not take, and opens when it is ready', async () => {
    for (let i = 0; i < 3; i++) await fail();
    expect(gate.isShut).toBe(true);
    await expect(succeed()).rejects.toMatchObject({ code: 'v1_unavailable', began: 'no' });
    await eventually('the hold', () => steps.includes('hold'));
    state = 'up';
    await eventually('the end of it', () => steps.includes('resume'));
    expect(await succeed()).toBe('done');
    // Told before it takes anything: no task is to say that it waits for V1 while it runs.
    expect(steps).toEqual(['hold', 'report', 'report', 'resume']);
  });

  it.each(['unknown', 'misconfigured'] as const)('stays shut while V1 is %s', async (how) => {
    for (let i = 0; i < 3; i++) await fail();
    state = how;
    await eventually('the report', () => steps.includes('report'));
    await expect(succeed()).rejects.toMatchObject({ began: 'no' });
    expect(steps).not.toContain('resume');
  });

  it.each([
    ['runs that were stopped', notBegun('worker_stopped', 'stopped')],
    ['runs that V1 refused', notBegun('v1_refused', 'no', { v1Status: 400, retryable: false })],
    ['a busy V1', notBegun('v1_unavailable', 'busy', { v1Status: 429 })],
    ['runs that broke', mayHaveBegun('outcome_unknown', 'broke')],
  ])('does not take %s for a V1 that is away', async (_, failure) => {
    for (let i = 0; i < 5; i++) {
      expect(await fail(failure)).toMatchObject({ code: failure.code });
      // Nor do they stand between those that are counted as if V1 had not been there.
      await fail();
      await fail();
    }
    expect(gate.isShut).toBe(false);
  });

  it('takes one for begun as soon as V1 took it', async () => {
    const end = Promise.withResolvers<string>();
    await fail();
    await fail();
    const running = gate.pass((taken) => {
      taken();
      return end.promise;
    });
    await fail();
    expect(gate.isShut).toBe(false);
    end.resolve('done');
    expect(await running).toBe('done');
  });

  it('counts only those in a row', async () => {
    for (let i = 0; i < 3; i++) {
      await fail();
      await fail();
      await succeed();
    }
    expect(gate.isShut).toBe(false);
  });
});
