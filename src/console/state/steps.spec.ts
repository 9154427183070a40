import { expect, it } from '@jest/globals';
import type { ProgressDto } from '../../gateway/progress.dto.js';
import { Steps } from './steps.ts';

const step = (id: string, changes: Partial<ProgressDto> = {}): ProgressDto => ({
  id,
  kind: 'tool',
  state: 'running',
  name: 'read',
  text: null,
  args: null,
  result: null,
  at: '2026-01-01T00:00:00.000Z',
  offset: 0,
  ...changes,
});

it('shows each thing once, with all that was told of it, in the order of their beginnings', () => {
  const steps = new Steps();
  steps.tell([step('a'), step('b'), step('a', { args: '{}', name: null })]);
  steps.tell([step('a', { state: 'completed', result: '"x"', at: '2026-01-02T00:00:00.000Z' })]);
  expect(steps.all.value).toEqual([
    step('a', { state: 'completed', args: '{}', result: '"x"' }),
    step('b'),
  ]);
  steps.clear();
  expect(steps.all.value).toEqual([]);
});

it('keeps the newest', () => {
  const steps = new Steps();
  steps.tell(Array.from({ length: 300 }, (_, i) => step(String(i))));
  expect(steps.all.value).toHaveLength(200);
  expect(steps.all.value.at(-1)?.id).toBe('299');
});
