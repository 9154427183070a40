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
  for (let i = 0; i < count; i++) turns.reader(() => read.push(i))();
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

it('lets one read again while its turn lasts, and not after it', () => {
  const turns = new ReadingTurns();
  let reads = 0;
  const readAgain = turns.reader(() => (reads += 1));
  takers(turns, TURNS - 1);
  for (let i = 0; i < 3; i++) readAgain();
  expect(reads).toBe(3);
  takers(turns, TURNS);
  jest.advanceTimersByTime(ROUND_MS);
  readAgain();
  expect(reads).toBe(3);
  jest.advanceTimersByTime(ROUND_MS);
  expect(reads).toBe(4);
});

it('has nothing to do once nobody reads', () => {
  takers(new ReadingTurns(), 2 * TURNS);
  jest.advanceTimersByTime(3 * ROUND_MS);
  expect(jest.getTimerCount()).toBe(0);
});
