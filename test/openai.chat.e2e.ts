import { describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { GatewayApp } from './support/gateway-app.js';
import { OpenAiSystem, refusalOf } from './support/openai-system.js';
import { removeKeys, testEnv } from './support/test-redis.js';

const system = new OpenAiSystem();
const model = 'openclaw';

type Chunk = OpenAI.Chat.ChatCompletionChunk;
const saying = (content: string) => ({ model, messages: [{ role: 'user' as const, content }] });

/** Deprecated by OpenAI, and what V1 knows a session by. */
const ofUser = (user: string): object => ({ user });

async function collect(chunks: AsyncIterable<Chunk>): Promise<Chunk[]> {
  const all: Chunk[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return all;
}
const textOf = (chunks: Chunk[]): string =>
  chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('');

const PARAMETERS = {
  temperature: 0.2,
  top_p: 0.9,
  seed: 7,
  frequency_penalty: 1,
  presence_penalty: -1,
};

describe('a chat completion', () => {
  it('is the answer of the task behind it', async () => {
    const completion = await system.client().chat.completions.create({
      ...saying('chat [tokens 3]'),
      ...PARAMETERS,
      stop: 'END',
      max_completion_tokens: 50,
      metadata: { from: 'chat' },
    });
    expect(completion).toMatchObject({
      object: 'chat.completion',
      model,
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'word1 word2 word3' },
          finish_reason: 'stop',
        },
      ],
      usage: { completion_tokens: 3 },
    });
    expect(await system.gateway.task(completion.id.replace('chatcmpl_', ''))).toMatchObject({
      status: 'completed',
      session_key: null,
      retry: 'safe',
      metadata: { from: 'chat' },
      sampling: {
        ...PARAMETERS,
        stop: ['END'],
        max_tokens: 50,
      },
    });
  });

  it('comes in chunks, with its usage where that is asked for', async () => {
    const chunks = await collect(
      await system.client().chat.completions.create({
        ...saying('chunks [tokens 10] [every 10ms]'),
        stream: true,
        stream_options: { include_usage: true },
      }),
    );
    expect(chunks[0]?.choices[0]?.delta).toEqual({ role: 'assistant', content: '' });
    expect(textOf(chunks)).toMatch(/^word1 .* word10$/);
    expect(chunks.length).toBeGreaterThan(4);
    const [finish, usage] = chunks.slice(-2);
    expect(finish?.choices[0]).toMatchObject({ delta: {}, finish_reason: 'stop' });
    expect(usage).toMatchObject({ choices: [], usage: { completion_tokens: 10 } });
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
    const without = await collect(
      await system.client().chat.completions.create({ ...saying('bare [say x]'), stream: true }),
    );
    expect(without.at(-1)?.choices[0]?.finish_reason).toBe('stop');
  });

  it('says where it was cut', async () => {
    const asked = { ...saying('cut [tokens 9]'), max_tokens: 2 };
    const whole = await system.client().chat.completions.create(asked);
    expect(whole.choices[0]).toMatchObject({
      finish_reason: 'length',
      message: { content: 'word1 word2' },
    });
    const chunks = await collect(
      await system.client().chat.completions.create({ ...asked, stream: true }),
    );
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('length');
  });

  it("works with the client's helper", async () => {
    const stream = system.client().chat.completions.stream(saying('helper [tokens 4]'));
    expect(await stream.finalContent()).toBe('word1 word2 word3 word4');
  });

  it('begins its chunks while V1 is silent, so that nobody thinks it is gone', async () => {
    const stream = await system
      .client()
      .chat.completions.create({ ...saying('silence [sleep 8s] [say x]'), stream: true });
    const first = await stream[Symbol.asyncIterator]().next();
    expect(first.value).toMatchObject({ choices: [{ delta: { role: 'assistant' } }] });
    stream.controller.abort();
  });

  it.each([true, false])('(stream: %s) is an error of its own before it spoke', async (stream) => {
    const call = system
      .client()
      .chat.completions.create({ ...saying('refused [status 400]'), stream });
    const refusal = await refusalOf(call);
    expect(refusal).toBeInstanceOf(OpenAI.BadRequestError);
    expect(refusal).toMatchObject({ code: 'v1_refused', type: 'invalid_request_error' });
  });

  it('is an error in the stream after it spoke', async () => {
    const stream = await system
      .client()
      .chat.completions.create({ ...saying('fails [say a] [error 502]'), stream: true });
    let text = '';
    const reading = (async () => {
      for await (const { choices } of stream) text += choices[0]?.delta.content ?? '';
    })();
    expect(await refusalOf(reading)).toMatchObject({ code: 'v1_error', type: 'api_error' });
    expect(text).toBe('a');
  });

  it.each([true, false])('(stream: %s) stops at V1 when its caller leaves', async (stream) => {
    const content = `left ${stream} [say a] [hang]`;
    const caller = new AbortController();
    const { signal } = caller;
    const call = system
      .client()
      .chat.completions.create({ ...saying(content), stream }, { signal });
    const read = async () => {
      const answer = await call;
      if ('controller' in answer) await collect(answer);
    };
    const left = refusalOf(read());
    await system.run(content, ({ state }) => state === 'running');
    caller.abort();
    await left;
    await system.run(content, ({ state }) => state === 'aborted');
  });

  it('that somebody cancels is told as a conflict', async () => {
    const content = 'cancelled [hang]';
    const refusal = refusalOf(system.client().chat.completions.create(saying(content)));
    await system.run(content, ({ state }) => state === 'running');
    const { body } = await system.gateway.http.get('/tasks?limit=1');
    const [{ task_id: id } = { task_id: '' }] = (body as { data: { task_id: string }[] }).data;
    await system.gateway.http.post(`/tasks/${id}/cancel`).expect(202);
    expect(await refusal).toMatchObject({ status: 409, code: 'task_cancelled' });
  });

  it('goes to the agent and the session that are named the way V1 has it', async () => {
    const headers = { 'x-openclaw-agent-id': 'research', 'x-openclaw-session-key': 'mine' };
    const openai = system.client();
    await openai.chat.completions.create(saying('by header'), { headers });
    await openai.chat.completions.create({ ...saying('by model'), model: 'openclaw/research' });
    await openai.chat.completions.create({ ...saying('by user'), ...ofUser('mine') });
    await openai.chat.completions.create(saying('of its own'));
    const [header, named, user, own] = await Promise.all(
      ['by header', 'by model', 'by user', 'of its own'].map((prompt) => system.run(prompt)),
    );
    expect([header?.agent, named?.agent, user?.agent]).toEqual(['research', 'research', 'main']);
    expect(user?.sessionKey).toBe(header?.sessionKey);
    expect([named?.sessionKey, own?.sessionKey]).toEqual([null, null]);
  });

  it.each([
    [{ 'x-openclaw-model': 'x/y' }, 'x-openclaw-model'],
    [{ 'x-openclaw-session-key': 'agent:research:main' }, 'x-openclaw-session-key'],
    [{ 'x-openclaw-agent-id': 'no such name' }, 'x-openclaw-agent-id'],
  ])('refuses %o', async (headers, param) => {
    const call = system.client().chat.completions.create(saying('x'), { headers });
    expect(await refusalOf(call)).toMatchObject({ status: 400, param });
  });
});

describe('models', () => {
  it('are the agents of V1, as a worker was told', async () => {
    const openai = system.client();
    const { data } = await openai.models.list();
    expect(data.map(({ id }) => id)).toEqual([
      'openclaw',
      'openclaw/default',
      'openclaw/main',
      'openclaw/research',
    ]);
    expect(await openai.models.retrieve('openclaw/main')).toMatchObject({ id: 'openclaw/main' });
    expect(await refusalOf(openai.models.retrieve('gpt-4o'))).toBeInstanceOf(OpenAI.NotFoundError);
  });

  it('are not known where no worker is alive, which is said', async () => {
    const gateway = await GatewayApp.open(testEnv());
    try {
      const refusal = await refusalOf(system.client({}, gateway).models.list());
      expect(refusal).toBeInstanceOf(OpenAI.InternalServerError);
      expect(refusal).toMatchObject({ status: 503, code: 'no_worker' });
    } finally {
      await gateway.close();
      await removeKeys(gateway.config);
    }
  });
});
