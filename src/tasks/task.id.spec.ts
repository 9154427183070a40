import { expect, it } from '@jest/globals';
import { validate, version } from 'uuid';
import { newTaskId } from './task.id.js';

const COUNT = 100_000;

it('is a UUID of version 7, of now, greater than the one before, and nobody else’s', () => {
  const before = Date.now();
  const ids = Array.from({ length: COUNT }, newTaskId);
  const after = Date.now();
  const times = ids.map((id) => parseInt(id.replaceAll('-', '').slice(0, 12), 16));
  expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true);
  expect(ids.every((id, i) => i === 0 || id > (ids[i - 1] ?? ''))).toBe(true);
  expect(times.every((time) => time >= before && time <= after)).toBe(true);
  // The part that is left to chance.
  expect(new Set(ids.map((id) => id.slice(-12))).size).toBe(COUNT);
});
