import { describe, expect, it } from '@jest/globals';
import { readDoing } from './doing.js';

const item = (data: object) => ({ runId: 'r', stream: 'item', data });
const tool = (data: object) => ({ runId: 'r', stream: 'tool', data });
const READ = {
  itemId: 'tool:call_1',
  toolCallId: 'call_1',
  kind: 'tool',
  name: 'read',
  title: 'Read ~/secret.txt',
  meta: '~/secret.txt',
};
const NOTHING = { text: null, args: null, result: null };

describe('what a run does besides speaking', () => {
  it('is the use of a tool, of which only the name is told', () => {
    const used = { id: 'tool:call_1', kind: 'tool', name: 'read', ...NOTHING };
    const start = item({ ...READ, phase: 'start', status: 'running' });
    expect(readDoing(start, false)).toEqual({ ...used, state: 'running' });
    const end = item({ ...READ, phase: 'end', status: 'failed' });
    expect(readDoing(end, false)).toEqual({ ...used, state: 'failed' });
    expect(readDoing(item({ ...READ, phase: 'end' }), false)).toMatchObject({ state: 'unknown' });
  });

  it('has its details where they are asked for, and then under the same id', () => {
    const start = { phase: 'start', name: 'read', toolCallId: 'call_1', args: { path: 'x' } };
    const shown = { id: 'tool:call_1', kind: 'tool', name: 'read', ...NOTHING };
    expect(readDoing(item({ ...READ, phase: 'start' }), true)).toMatchObject({
      text: 'Read ~/secret.txt',
    });
    expect(readDoing(tool(start), true)).toEqual({
      ...shown,
      state: 'running',
      args: '{"path":"x"}',
    });
    const result = { phase: 'result', name: 'read', toolCallId: 'call_1', result: 'text' };
    expect(readDoing(tool({ ...result, isError: false }), true)).toEqual({
      ...shown,
      state: 'completed',
      result: '"text"',
    });
    expect(readDoing(tool({ ...result, isError: true }), true)).toMatchObject({ state: 'failed' });
  });

  it('is what the agent says that it is about to do, once it has said it', () => {
    const note = { kind: 'preamble', title: 'Preamble', itemId: 'i1', progressText: 'I look.' };
    expect(readDoing(item({ ...note, phase: 'update' }), true)).toBeNull();
    expect(readDoing(item({ ...note, phase: 'end' }), false)).toEqual({
      ...NOTHING,
      id: 'i1',
      kind: 'note',
      state: 'completed',
      name: null,
      text: 'I look.',
    });
  });

  it('is bounded, in whole characters', () => {
    const args = { path: '🙂'.repeat(5_000) };
    const start = tool({ phase: 'start', name: 'x'.repeat(999), toolCallId: 'c', args });
    const doing = readDoing(start, true);
    expect([doing?.name?.length, doing?.args?.length]).toEqual([128, 4_096]);
    expect(doing?.args?.isWellFormed()).toBe(true);
  });

  it.each([
    ['an item of another kind', item({ kind: 'status', phase: 'update', summary: 'x' })],
    ['an item that goes on', item({ ...READ, phase: 'update' })],
    ['an item without an id', item({ kind: 'tool', phase: 'start' })],
    ['a note without words', item({ kind: 'preamble', phase: 'end' })],
    ['a detail without an id', tool({ phase: 'start', name: 'read' })],
    ['a detail that goes on', tool({ phase: 'update', toolCallId: 'c' })],
    ['an event that cannot be read', { runId: 'r', stream: 'tool', data: null }],
    ['text', { runId: 'r', stream: 'assistant', data: { text: 'x' } }],
  ])('is not %s', (_, event) => {
    expect(readDoing(event, true)).toBeNull();
  });

  it('is no detail where those are not asked for', () => {
    expect(readDoing(tool({ phase: 'start', name: 'r', toolCallId: 'c' }), false)).toBeNull();
  });
});
