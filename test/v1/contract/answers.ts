import { describe, expect, it } from '@jest/globals';
import { clientFor, request, run } from '../../support/fake-v1.js';
import {
  asking,
  chunkOf,
  FINISH,
  linesOf,
  ROLE,
  RUN_ID,
  whole,
} from '../../support/simulator-harness.js';
import { DEADLINE_MS, unique, type V1Target, Wire } from './target.js';
import { eventually } from '../../support/eventually.js';

const counts = {
  prompt_tokens: expect.any(Number),
  completion_tokens: expect.any(Number),
  total_tokens: expect.any(Number),
};

/** The text of all chunks between the role and the finish. */
const said = (lines: unknown[]): string =>
  lines
    .map((line) => (line as { choices?: [{ delta: { content?: string } }] }).choices?.[0])
    .map((choice) => choice?.delta.content ?? '')
    .join('');

/** How a run that goes well is answered. */
export function describeAnswers(target: () => V1Target): void {
  const wire = new Wire(target);

  describe('an answer', () => {
    it('comes as a stream: role, text, finish, usage, [DONE]', async () => {
      const body = asking(unique('[tokens 3]'), { stream_options: { include_usage: true } });
      const { status, headers, text } = await wire.call({ body });
      expect(status).toBe(200);
      expect(headers['content-type']).toBe('text/event-stream; charset=utf-8');
      expect(headers['cache-control']).toBe('no-cache');
      const lines = linesOf(text);
      const usage = chunkOf([], { usage: counts });
      expect(lines[0]).toEqual(ROLE);
      expect(lines.slice(-3)).toEqual([FINISH, usage, '[DONE]']);
      expect(said(lines.slice(1, -3))).toBe('word1 word2 word3');
      expect(new Set(text.match(new RegExp(RUN_ID, 'g'))).size).toBe(1);
    });

    it('tells no usage in a stream unless it is asked to', async () => {
      const lines = linesOf((await wire.call({ body: asking(unique('[say x]')) })).text);
      expect(lines.slice(-2)).toEqual([FINISH, '[DONE]']);
    });

    it('comes whole', async () => {
      const { status, headers, text } = await wire.call({ body: whole(unique('[say a b]')) });
      expect(status).toBe(200);
      expect(headers['content-type']).toBe('application/json; charset=utf-8');
      expect(JSON.parse(text)).toEqual({
        id: expect.stringMatching(`^${RUN_ID}$`),
        object: 'chat.completion',
        created: expect.any(Number),
        model: 'openclaw',
        choices: [
          { index: 0, message: { role: 'assistant', content: 'a b' }, finish_reason: 'stop' },
        ],
        usage: counts,
      });
    });

    it('begins with the role before the model says anything', async () => {
      const prompt = unique('[sleep 2s] [say x]');
      const stream = await wire.open(prompt);
      expect(linesOf(stream.text)).toEqual([ROLE]);
      expect(wire.runsOf(prompt).map(({ state }) => state)).not.toContain('completed');
      await eventually('its end', () => stream.ended, DEADLINE_MS);
    });

    it('is cut at the most tokens that it may have, and says so', async () => {
      const { url, token } = target();
      const client = clientFor(url, { V1_TOKEN: token });
      const messages = [{ role: 'user', content: unique('[tokens 20]') }] as const;
      const sampling = { max_tokens: 3 };
      const ran = await run(client, request({ messages, sampling, timeoutMs: DEADLINE_MS }));
      expect(ran).toMatchObject({ text: 'word1 word2 word3', error: null });
      expect(ran.result?.finishReason).toBe('length');
    });

    const user = (content: unknown) => ({ role: 'user', content });
    const assistant = (content: string) => ({ role: 'assistant', content });
    it.each<[string, (prompt: string) => unknown[]]>([
      ['the last user message', (prompt) => [user('[say no]'), assistant('x'), user(prompt)]],
      ['the last user message, answered or not', (prompt) => [user(prompt), assistant('x')]],
      [
        'what a system message stands before',
        (prompt) => [{ role: 'system', content: 'x' }, user(prompt)],
      ],
      ['text in parts', (prompt) => [user([{ type: 'text', text: prompt }])]],
      ['an assistant message where there is no other', (prompt) => [assistant(prompt)]],
    ])('is one to %s', async (_, messages) => {
      const prompt = unique('[say yes]');
      const { status, text } = await wire.call({
        body: { ...whole(''), messages: messages(prompt) },
      });
      expect([status, text]).toEqual([200, expect.stringContaining('"content":"yes"')]);
      expect(wire.runsOf(prompt)).toHaveLength(1);
    });

    it.each<[string, Record<string, string>, object, string]>([
      ['its header', { 'x-openclaw-agent-id': 'research' }, {}, 'research'],
      ['its header in capitals', { 'x-openclaw-agent-id': 'RESEARCH' }, {}, 'research'],
      [
        'the older header',
        { 'x-openclaw-agent-id': '', 'x-openclaw-agent': 'research' },
        {},
        'research',
      ],
      ['openclaw/ID', { 'x-openclaw-agent-id': '' }, { model: 'openclaw/research' }, 'research'],
      ['openclaw:ID', { 'x-openclaw-agent-id': '' }, { model: 'openclaw:research' }, 'research'],
      ['agent:ID', { 'x-openclaw-agent-id': '' }, { model: 'agent:research' }, 'research'],
      ['the header over the model', {}, { model: 'openclaw/research' }, 'main'],
      ['the header where no model is named', {}, { model: undefined }, 'main'],
      [
        'the session key over the header',
        { 'x-openclaw-session-key': 'agent:research:over' },
        {},
        'research',
      ],
    ])('comes from the agent named by %s', async (_, headers, rest, agent) => {
      const prompt = unique('[say x]');
      const answer = await wire.call({ headers, body: asking(prompt, { stream: false, ...rest }) });
      expect(answer.status).toBe(200);
      expect(wire.runsOf(prompt)).toMatchObject([{ agent }]);
    });

    it.each<[string, object]>([
      ['temperature', { temperature: 2 }],
      ['top_p', { top_p: 0 }],
      ['max_tokens', { max_tokens: 16 }],
      ['max_completion_tokens', { max_completion_tokens: 16 }],
      ['stop', { stop: ['a', 'b', 'c', 'd'] }],
      ['stop as a string', { stop: 'a' }],
      ['seed', { seed: -1 }],
      ['the penalties', { frequency_penalty: -2, presence_penalty: 2 }],
      ['response_format', { response_format: { type: 'json_object' } }],
      ['nulls', { temperature: null, top_p: null, max_tokens: null, stop: null, seed: null }],
      ['what V1 does not know', { n: 2, metadata: {}, logprobs: true, reasoning_effort: 'low' }],
    ])('may be asked for with %s', async (_, rest) => {
      const body = asking(unique('[say x]'), { stream: false, ...rest });
      expect((await wire.call({ body })).status).toBe(200);
    });
  });
}
