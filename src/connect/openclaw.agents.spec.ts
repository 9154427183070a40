import { describe, expect, it } from '@jest/globals';
import { defaultAgentOf } from './openclaw.agents.js';

describe('defaultAgentOf', () => {
  it.each([
    [{ list: [{ id: 'a' }, { id: 'B', default: true }] }, 'b'],
    [{ entries: { a: {}, b: { default: true } } }, 'b'],
    [{ entries: { a: {}, b: {} }, defaults: { systemAgent: { agentId: 'b' } } }, 'b'],
    [{ list: [{ id: 'a', default: true }], defaults: { systemAgent: { agentId: 'b' } } }, 'a'],
    [{ entries: { a: { default: true }, b: { default: true } } }, null],
    [{ entries: { a: {}, b: {} } }, null],
    [{}, null],
    [undefined, null],
  ])('of %j is %j', (agents, id) => {
    expect(defaultAgentOf({ agents })).toBe(id);
  });
});
