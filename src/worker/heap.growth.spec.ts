import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';

/** A flag of V8 can be set and not be read. */
const setFlagsFromString = jest.fn();
jest.unstable_mockModule('node:v8', () => ({ setFlagsFromString }));
const { HeapGrowth } = await import('./heap.growth.js');
const { ActiveRuns } = await import('./active-runs.js');

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
  setFlagsFromString.mockClear();
});

const A_SECOND = 1_000;
const OURS = ['--heap-growing-percent=25'];
const ITS_OWN = ['--heap-growing-percent=0'];

it('bounds the garbage from a thousand runs on, and no longer below that', () => {
  const runs = new ActiveRuns();
  const growth = new HeapGrowth(runs);
  growth.onModuleInit();
  const opened = Array.from({ length: 999 }, (_, i) => runs.open(`${i}`, 1));
  jest.advanceTimersByTime(A_SECOND);
  expect(setFlagsFromString).not.toHaveBeenCalled();

  const last = runs.open('last', 1);
  jest.advanceTimersByTime(3 * A_SECOND);
  expect(setFlagsFromString.mock.calls).toEqual([OURS]);

  for (const run of [last, ...opened]) runs.close(run);
  jest.advanceTimersByTime(A_SECOND);
  expect(setFlagsFromString.mock.calls).toEqual([OURS, ITS_OWN]);
  growth.onModuleDestroy();
});

it('leaves V8 as it was when its module ends', () => {
  const runs = new ActiveRuns();
  const growth = new HeapGrowth(runs);
  growth.onModuleInit();
  for (let i = 0; i < 1_000; i++) runs.open(`${i}`, 1);
  jest.advanceTimersByTime(A_SECOND);
  growth.onModuleDestroy();
  jest.advanceTimersByTime(3 * A_SECOND);
  expect(setFlagsFromString.mock.calls).toEqual([OURS, ITS_OWN]);
});
