import { expect, it } from '@jest/globals';
import { eventually } from '../../test/support/eventually.js';
import type { AppendResult, OutputChunk, TaskStore } from '../tasks/task.store.js';
import { ActiveRuns } from './active-runs.js';
import { OutputWriter } from './output.writer.js';

/** More than fits into the end of a run. */
const LARGE = 'x'.repeat(70_000);

it('gives what is left of an output, and nothing that the end of another one has sent', async () => {
  const written: OutputChunk[] = [];
  const append = (chunks: readonly OutputChunk[]): Promise<AppendResult[]> => {
    written.push(...chunks);
    return Promise.resolve(chunks.map(() => 'ok'));
  };
  const runs = new ActiveRuns();
  const writer = new OutputWriter({ append } as unknown as TaskStore, runs);
  const openOf = (id: string) =>
    writer.open(runs.open(id, 1), { outputNumber: 1, progressCount: 0 }, '');
  const [large, small] = [openOf('large'), openOf('small')];
  large.add(LARGE);
  small.add('it is done');
  const { signal } = new AbortController();
  // Of two runs that end at the same time, one has to flush, and that takes what waits of the other.
  const rests = await Promise.all([writer.close(large, signal), writer.close(small, signal)]);
  const sentOf = (id: string): string =>
    written.flatMap((chunk) => (chunk.id === id ? chunk.text : [])).join('');
  for (const [i, id] of ['large', 'small'].entries()) {
    expect({ id, offset: rests[i]?.offset }).toEqual({ id, offset: sentOf(id).length });
  }
  expect(sentOf('large') + rests[0].text).toBe(LARGE);
  expect(sentOf('small') + rests[1].text).toBe('it is done');
});

it('appends for a part of many runs at a time, and for each of them in the end', async () => {
  const RUNS = 1_200;
  const flushes: number[] = [];
  const written = new Map<string, string>();
  const append = (chunks: readonly OutputChunk[]): Promise<AppendResult[]> => {
    flushes.push(chunks.length);
    for (const { id, text } of chunks) written.set(id, (written.get(id) ?? '') + text);
    return Promise.resolve(chunks.map(() => 'ok'));
  };
  const runs = new ActiveRuns();
  const writer = new OutputWriter({ append } as unknown as TaskStore, runs);
  const outputs = Array.from({ length: RUNS }, (_, i) =>
    writer.open(runs.open(`${i}`, 1), { outputNumber: 1, progressCount: 0 }, ''),
  );
  for (const [i, output] of outputs.entries()) output.add(`${i}`);
  await eventually('all of it', () => written.size === RUNS);
  expect([...written].filter(([id, text]) => id !== text)).toEqual([]);
  expect(Math.max(...flushes)).toBeLessThanOrEqual(500);
});
