import { describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import {
  aWhile,
  asking,
  call,
  CHAT,
  deltas,
  error,
  FINISH,
  GARBAGE,
  linesOf,
  open,
  ROLE,
  send,
  statesOf,
  TOKEN,
  until,
  useSimulator,
  v1,
  whole,
} from '../../../test/support/simulator-harness.js';
import type { SimulatedRun } from './v1.simulator.js';

useSimulator();

describe('steering words', () => {
  const end = [FINISH, '[DONE]'];
  const upstream = error('upstream provider error', 'api_error');
  it.each<[string, unknown[], SimulatedRun['state']?]>([
    ['[tokens 3]', [...deltas('word1', ' word2', ' word3'), ...end]],
    ['[say Hello,  World!]', [...deltas('Hello,', '  World!'), ...end]],
    ['[SAY Ab ]', [...deltas('Ab', ' '), ...end]],
    ['ignored [empty] too', end],
    [
      '[sleep 1ms] a  [tokens] b',
      [...deltas('[simulated', ' OpenClaw]', ' You', ' said:', ' a', ' [tokens]', ' b'), ...end],
    ],
    ['[tokens 1] [say !]', [...deltas('word1', '!'), ...end]],
    ['[error 502]', [upstream, '[DONE]'], 'failed'],
    [
      '[tokens 1] [error 400]',
      [...deltas('word1'), error('400 simulated provider error 400'), '[DONE]'],
      'failed',
    ],
    ['[tokens 1] [no-done]', [...deltas('word1'), FINISH]],
    ['[tokens 1] [garbage]', [...deltas('word1'), GARBAGE, ...end]],
  ])('%s', async (prompt, lines, state = 'completed') => {
    expect(linesOf((await call({ body: asking(prompt) })).text)).toEqual([ROLE, ...lines]);
    expect(statesOf(v1.runs)).toEqual([state]);
  });

  const contentOf = (lines: unknown[]) =>
    lines
      .map(
        (line) =>
          (line as { choices?: { delta: { content?: string } }[] }).choices?.[0]?.delta.content ??
          '',
      )
      .join('');
  it('[bytes 1000000]', async () => {
    const streamed = contentOf(linesOf((await call({ body: asking('[bytes 1000000]') })).text));
    expect(Buffer.byteLength(streamed)).toBe(1_000_000);
    const { text } = await call({ body: whole('[bytes 1000000]') });
    const { choices } = JSON.parse(text) as { choices: [{ message: { content: string } }] };
    expect(choices[0].message.content).toBe(streamed);
  });

  it('[emoji] cuts characters in two on the wire', async () => {
    const { body } = await send({ body: asking('[emoji]') });
    const pieces = (await body.map((bytes: Buffer) => bytes).toArray()) as Buffer[];
    expect(pieces.some((bytes) => bytes.toString().includes('\ufffd'))).toBe(true);
    expect(contentOf(linesOf(Buffer.concat(pieces).toString()))).toBe('Grüße 👋🏽 你好 👩‍👩‍👧 🎉');
  });

  it('[sleep] is silence between the role chunk and the first token', async () => {
    const began = Date.now();
    const stream = await open('[sleep 200ms] [say x]');
    expect(linesOf(stream.text)).toEqual([ROLE]);
    await until(() => stream.text.includes('"x"'));
    expect(Date.now() - began).toBeGreaterThanOrEqual(195);
    await until(() => stream.ended);
    expect(linesOf(stream.text)).toEqual([ROLE, ...deltas('x'), ...end]);
  });

  it.each(['[sleep 100ms] [empty]', '[tokens 3] [every 50ms]', '[sleep 100ms] [status 500]'])(
    '%s takes 100 ms',
    async (prompt) => {
      const began = Date.now();
      await call({ body: whole(prompt) });
      expect(Date.now() - began).toBeGreaterThanOrEqual(95);
    },
  );

  it('[every] pauses between tokens', async () => {
    const stream = await open('[tokens 2] [every 200ms]');
    await until(() => stream.text.includes('word1'));
    expect(stream.text).not.toContain('word2');
    await until(() => stream.ended);
    expect(linesOf(stream.text)).toEqual([ROLE, ...deltas('word1', ' word2'), ...end]);
  });

  const unavailable = {
    error: {
      message: 'Gateway is temporarily unavailable while suspending or restarting',
      type: 'service_unavailable',
      code: 'gateway_unavailable',
    },
  };
  const provider = (status: number, type: string) =>
    error(`${status} simulated provider error ${status}`, type);
  const failures: [string, number, object][] = [
    ['400', 400, provider(400, 'invalid_request_error')],
    ['401', 401, provider(401, 'authentication_error')],
    ['408', 408, error('upstream provider timeout', 'api_error')],
    ['418', 418, provider(418, 'api_error')],
    ['429', 429, provider(429, 'rate_limit_error')],
    ['429 retry-after 7', 429, provider(429, 'rate_limit_error')],
    ['500', 500, error('internal error', 'api_error')],
    ['502', 502, error('upstream provider error', 'api_error')],
    ['503', 503, unavailable],
    ['503 retry-after 2', 503, unavailable],
  ];
  it.each(failures)('[status %s]', async (word, status, body) => {
    const answer = await call({ body: asking(`hi [status ${word}]`) });
    expect([answer.status, JSON.parse(answer.text)]).toEqual([status, body]);
    expect(answer.headers['retry-after']).toBe(/retry-after (\d+)/.exec(word)?.[1]);
    expect(v1.runs).toEqual([]);
  });

  it('[first N ...] counts the requests with this very prompt', async () => {
    const statusOf = async (prompt: string) => (await call({ body: asking(prompt) })).status;
    const word = '[first 2 status 503 retry-after 1]';
    const statuses = [];
    for (const prompt of ['a', 'a', 'b', 'a', 'a', 'b', 'b'])
      statuses.push(await statusOf(`${prompt} ${word}`));
    expect(statuses).toEqual([503, 503, 503, 200, 200, 503, 200]);
    const body = asking('[tokens 1] [first 1 error 500]');
    expect((await call({ body })).text).toContain('internal error');
    expect(linesOf((await call({ body })).text)).toEqual([ROLE, ...deltas('word1'), ...end]);
  });

  it('[break] destroys the socket after the text so far', async () => {
    const stream = await open('[tokens 3] [break]');
    await until(() => stream.broken);
    expect(linesOf(stream.text)).toEqual([ROLE, ...deltas('word1', ' word2', ' word3')]);
    expect(stream.ended).toBe(false);
    await expect(call({ body: whole('[break]') })).rejects.toMatchObject({
      code: 'UND_ERR_SOCKET',
    });
    expect(statesOf(v1.runs)).toEqual(['failed', 'failed']);
  });

  it('[hang] is silence after the text so far, until the client goes', async () => {
    const stream = await open('[tokens 1] [hang]');
    await aWhile();
    expect(linesOf(stream.text)).toEqual([ROLE, ...deltas('word1')]);
    expect(v1.runs[0]?.state).toBe('running');
    stream.leave();
    await until(() => v1.runs[0]?.state === 'aborted');
  });

  it('[silent] answers not one byte', async () => {
    const socket = connect(v1.port, '127.0.0.1');
    let answered = '';
    socket.on('data', (bytes: Buffer) => (answered += bytes.toString()));
    const body = JSON.stringify(asking('[silent]', { model: 'openclaw/main' }));
    socket.write(
      `POST ${CHAT} HTTP/1.1\r\nHost: v1\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    await until(() => v1.runs[0]?.state === 'running');
    await aWhile();
    expect(answered).toBe('');
    socket.destroy();
    await until(() => v1.runs[0]?.state === 'aborted');
  });

  it.each<[string, number, string]>([
    ['[error 502]', 502, JSON.stringify(upstream)],
    ['[garbage]', 200, GARBAGE],
  ])('%s, not streamed', async (prompt, status, text) => {
    expect(await call({ body: whole(prompt) })).toMatchObject({ status, text });
  });
});
