import { describe, expect, it } from '@jest/globals';
import {
  aWhile,
  asking,
  call,
  chunkOf,
  deltas,
  FINISH,
  linesOf,
  open,
  ROLE,
  RUN_ID,
  send,
  start,
  statesOf,
  TOKEN,
  until,
  useSimulator,
  v1,
  whole,
} from '../../../test/support/simulator-harness.js';
import type { SimulatedRun } from './v1.simulator.js';

useSimulator();

describe('an answer', () => {
  it('comes as a stream of the recorded chunks, all of one run', async () => {
    const { status, headers, text } = await call({ body: asking('hi there') });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'keep-alive': 'timeout=5',
      'transfer-encoding': 'chunked',
    });
    const said = deltas('[simulated', ' OpenClaw]', ' You', ' said:', ' hi', ' there');
    expect(linesOf(text)).toEqual([ROLE, ...said, FINISH, '[DONE]']);
    expect(new Set(text.match(new RegExp(RUN_ID, 'g')))).toEqual(new Set([v1.runs[0]?.id]));
    expect(v1.runs).toEqual([
      {
        id: expect.any(String),
        prompt: 'hi there',
        agent: 'main',
        sessionKey: null,
        startedAt: expect.any(Number),
        state: 'completed',
        resumed: false,
      },
    ]);
  });

  it('tells its usage in a stream where it is asked for', async () => {
    const body = asking('[tokens 5]', { stream_options: { include_usage: true } });
    const usage = { prompt_tokens: 2, completion_tokens: 5, total_tokens: 7 };
    const lines = linesOf((await call({ body })).text);
    expect(lines.slice(-3)).toEqual([FINISH, chunkOf([], { usage }), '[DONE]']);
  });

  it('comes whole', async () => {
    const { status, headers, text } = await call({ body: whole('hi') });
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(headers['content-length']).toBe(String(Buffer.byteLength(text)));
    expect(JSON.parse(text)).toEqual({
      id: v1.runs[0]?.id,
      object: 'chat.completion',
      created: expect.any(Number),
      model: 'openclaw',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: '[simulated OpenClaw] You said: hi' },
          finish_reason: 'stop',
        },
      ],
      usage: { prompt_tokens: 1, completion_tokens: 5, total_tokens: 6 },
    });
  });

  const parts = [
    { type: 'text', text: 'one' },
    { type: 'text', text: 'two' },
  ];
  const turns = [
    { role: 'user', content: 'first' },
    { role: 'user', content: 'last' },
    { role: 'assistant', content: 'x' },
  ];
  it.each<[string, Record<string, string>, object, Partial<SimulatedRun>]>([
    ['an agent in capitals', { 'x-openclaw-agent-id': 'RESEARCH' }, {}, { agent: 'research' }],
    [
      'an agent as model',
      { 'x-openclaw-agent-id': '' },
      { model: 'openclaw/research' },
      { agent: 'research' },
    ],
    ['the header over the model', {}, { model: 'openclaw/research' }, { agent: 'main' }],
    [
      'the session key over the header',
      { 'x-openclaw-session-key': 'agent:research:foo' },
      {},
      { agent: 'research', sessionKey: 'foo' },
    ],
    [
      'the main session',
      { 'x-openclaw-session-key': 'agent:main:MAIN' },
      {},
      { sessionKey: 'main' },
    ],
    ['a user', {}, { user: 'U1' }, { sessionKey: 'openai-user:u1' }],
    ['a bearer in small letters', { authorization: `bearer ${TOKEN}` }, {}, { agent: 'main' }],
    ['no model', {}, { model: undefined }, { agent: 'main' }],
    [
      'fields it does not know',
      {},
      { n: 2, metadata: {}, stream_options: null },
      { agent: 'main' },
    ],
    ['text in parts', {}, { messages: [{ role: 'user', content: parts }] }, { prompt: 'one\ntwo' }],
    ['the last user message', {}, { messages: turns }, { prompt: 'last' }],
  ])('goes by %s', async (_, headers, rest, run) => {
    expect((await call({ headers, body: asking('hi', rest) })).status).toBe(200);
    expect(v1.runs).toEqual([expect.objectContaining({ ...run, state: 'completed' })]);
  });

  it('needs no agent where there is only one', async () => {
    await start({ agents: ['solo'] });
    const headers = { 'x-openclaw-agent-id': '', 'x-openclaw-session-key': 'k1' };
    await call({ headers, body: asking('hi') });
    expect(v1.runs[0]).toMatchObject({ agent: 'solo', sessionKey: 'k1', state: 'completed' });
  });
});

describe('who may run when', () => {
  it.each<[string, Record<string, string>, object]>([
    ['session key', { 'x-openclaw-session-key': 'agent:main:k1' }, {}],
    ['user', {}, { user: 'u1' }],
  ])('runs of one %s follow each other', async (_, headers, rest) => {
    const first = await open('[hang]', headers, rest);
    const second = await open('[say x]', headers, rest);
    await aWhile();
    expect(statesOf(v1.runs)).toEqual(['running', 'queued', 'completed']);
    expect(linesOf(second.text)).toEqual([ROLE]);
    first.leave();
    await until(() => second.ended);
    expect(statesOf(v1.runs)).toEqual(['aborted', 'completed', 'completed']);
  });

  it('runs of different sessions, and of none, go side by side', async () => {
    for (const key of ['agent:main:k1', 'agent:main:k2', '', ''])
      await open('[hang]', { 'x-openclaw-session-key': key });
    await until(() => statesOf(v1.runs).join() === 'running,running,running,running');
  });

  it('queues past maxConcurrent in silence and drops who leaves the queue', async () => {
    await start({ maxConcurrent: 2 });
    const streams = [];
    for (let i = 0; i < 4; i++) streams.push(await open('[hang]'));
    expect(statesOf(v1.runs)).toEqual(['running', 'running', 'queued', 'queued']);
    streams[2]?.leave();
    await until(() => v1.runs[2]?.state === 'aborted');
    expect(statesOf(v1.runs)).toEqual(['running', 'running', 'aborted', 'queued']);
    streams[0]?.leave();
    await until(() => v1.runs[3]?.state === 'running');
    expect(statesOf(v1.runs)).toEqual(['aborted', 'running', 'aborted', 'running']);
  });

  it('aborts a whole answer too when the client goes', async () => {
    const client = new AbortController();
    const answer = send({ body: whole('[sleep 60s]'), signal: client.signal });
    await until(() => v1.runs[0]?.state === 'running');
    client.abort();
    await expect(answer).rejects.toThrow();
    await until(() => v1.runs[0]?.state === 'aborted');
  });

  it('drains: what runs goes on, new requests are refused', async () => {
    const stream = await open('[sleep 100ms] [say x]');
    v1.drain(true);
    const refused = await call({ body: asking('hi') });
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '1']);
    expect(refused.text).toContain('"type":"service_unavailable","code":"gateway_unavailable"');
    const probe = async (path: string) => (await call({ method: 'GET', path })).status;
    expect([await probe('/healthz'), await probe('/readyz'), await probe('/startupz')]).toEqual([
      200, 503, 503,
    ]);
    await until(() => stream.ended);
    expect(statesOf(v1.runs)).toEqual(['completed']);
    v1.drain(false);
    expect((await call({ body: asking('hi') })).status).toBe(200);
  });

  it('closes every connection and can be started on its port again', async () => {
    const stream = await open('[hang]');
    await v1.close();
    await v1.close();
    await until(() => stream.broken && v1.runs[0]?.state === 'aborted');
    const { port } = v1;
    await start({ port });
    expect(v1.url).toBe(`http://127.0.0.1:${port}`);
    await expect(start({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('logs a run without its prompt', async () => {
    const lines: string[] = [];
    await start({ log: (line) => lines.push(line) });
    await call({ body: asking('secret') });
    const id = v1.runs[0]?.id ?? '';
    expect(lines).toEqual([
      `V1 simulator: run ${id} of agent main accepted`,
      `V1 simulator: run ${id} completed`,
    ]);
  });

  it('keeps the newest runs only', async () => {
    await start({ keepRuns: 2 });
    for (const prompt of ['a', 'b', 'c']) await call({ body: asking(prompt) });
    expect(v1.runs.map(({ prompt }) => prompt)).toEqual(['b', 'c']);
  });
});
