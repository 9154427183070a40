import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { ReadingTurns } from './reading.turns.js';

const ROUND_MS = 10;
const TURNS = 50;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

function takers(turns: ReadingTurns, count: number): number[] {
  const read: number[] = [];
  for (let i = 0; i < count; i++) turns.take(() => read.push(i));
  return read;
}

it('lets few read at once', () => {
  expect(takers(new ReadingTurns(), TURNS)).toHaveLength(TURNS);
});

it('lets many read in their order, so many in each round', () => {
  const read = takers(new ReadingTurns(), 2.5 * TURNS);
  expect(read).toHaveLength(TURNS);
  jest.advanceTimersByTime(ROUND_MS);
  expect(read).toHaveLength(2 * TURNS);
  jest.advanceTimersByTime(ROUND_MS);
  expect(read).toEqual(Array.from({ length: 2.5 * TURNS }, (_, i) => i));
});

it('has nothing to do once nobody reads', () => {
  takers(new ReadingTurns(), 2 * TURNS);
  jest.advanceTimersByTime(3 * ROUND_MS);
  expect(jest.getTimerCount()).toBe(0);
});
