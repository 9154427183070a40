import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI from 'openai';
import { type RedisServer, startRedisServer } from '../src/launcher/redis.server.js';
import { eventually } from './support/eventually.js';
import { freePort } from './support/free-port.js';
import { GatewayApp } from './support/gateway-app.js';
import { OpenAiSystem, refusalOf } from './support/openai-system.js';
import { removeKeys, testEnv } from './support/test-redis.js';

const system = new OpenAiSystem();
const model = 'openclaw';
let tight: GatewayApp;
let cut: GatewayApp;
let redis: RedisServer;
let dataDir: string;

beforeAll(async () => {
  tight = await GatewayApp.open(
    testEnv({
      API_KEYS: 'me:the-secret-of-mine',
      MAX_QUEUE_DEPTH: '1',
      MAX_CONTENT_BYTES: '1000',
      MAX_WAITERS: '1',
    }),
  );
  dataDir = await mkdtemp(join(tmpdir(), 'openclaw-test-redis-'));
  const port = await freePort();
  redis = await startRedisServer({ port, dataDir, log: () => undefined });
  cut = await GatewayApp.open(testEnv({ REDIS_URL: `redis://127.0.0.1:${port}` }));
  await redis.stop();
});
afterAll(async () => {
  await Promise.all([tight.close(), cut.close()]);
  await removeKeys(tight.config);
  await rm(dataDir, { recursive: true, force: true });
});

/** A client that counts what it sends, and repeats as it does by itself. */
function counting(gateway: GatewayApp) {
  const sent: string[] = [];
  const openai = system.client(
    {
      apiKey: 'the-secret-of-mine',
      maxRetries: 2,
      fetch: (url, init) => {
        sent.push(init?.method ?? 'GET');
        return fetch(url, init);
      },
    },
    gateway,
  );
  return { openai, sent };
}

describe('parameters that cannot be honoured', () => {
  const create = (more: object) => system.client().responses.create({ model, input: 'x', ...more });
  const chat = (more: object) =>
    system.client().chat.completions.create({
      model,
      messages: [{ role: 'user', content: 'x' }],
      ...more,
    });

  it.each<[object, string]>([
    [{ tools: [{ type: 'web_search' }] }, 'tools'],
    [{ tool_choice: 'required' }, 'tool_choice'],
    [{ reasoning: { effort: 'low' } }, 'reasoning'],
    [{ text: { format: { type: 'json_object' } } }, 'text'],
    [{ store: false }, 'store'],
    [{ include: ['message.output_text.logprobs'] }, 'include'],
    [{ truncation: 'disabled' }, 'truncation'],
    [{ max_tool_calls: 1 }, 'max_tool_calls'],
    [{ conversation: 'conv_1' }, 'conversation'],
    [{ temperature: 9 }, 'temperature'],
    [{ model: 'gpt-4o' }, 'model'],
    [{ input: [] }, 'input'],
    [{ input: ' ' }, 'input'],
    [{ input: 7 }, 'input'],
    [{ input: [{ role: 'assistant', content: 'a' }] }, 'input'],
    [{ input: [{ role: 'tool', content: 'a' }] }, 'input[0].role'],
    [{ input: [{ role: 'user', content: 'a', name: 'ada' }] }, 'input[0].name'],
    [{ input: [{ type: 'function_call_output', call_id: '1', output: '' }] }, 'input[0].type'],
    [
      { input: [{ role: 'user', content: [{ type: 'input_image', image_url: 'x' }] }] },
      'input[0].content[0].type',
    ],
    [{ metadata: { a: 7 } }, 'metadata'],
  ])('of a response are refused and named: %j', async (more, param) => {
    const refusal = await refusalOf(create(more));
    expect(refusal).toBeInstanceOf(OpenAI.BadRequestError);
    expect(refusal).toMatchObject({
      param,
      code: 'validation_failed',
      type: 'invalid_request_error',
    });
  });

  it.each<[object, string]>([
    [{ tools: [{ type: 'function', function: { name: 'f' } }] }, 'tools'],
    [{ n: 2 }, 'n'],
    [{ response_format: { type: 'json_object' } }, 'response_format'],
    [{ logprobs: true }, 'logprobs'],
    [{ logit_bias: { 50256: -100 } }, 'logit_bias'],
    [{ stop: ['a', 'b', 'c', 'd', 'e'] }, 'stop'],
    [{ stream: true, stream_options: { more: 1 } }, 'stream_options.more'],
    [{ stream_options: { include_usage: true } }, 'stream_options'],
    [{ messages: [{ role: 'user', content: 'x', toString: 'y' }] }, 'messages[0].toString'],
    [
      { messages: [{ role: 'user', content: [{ type: 'image_url' }] }] },
      'messages[0].content[0].type',
    ],
    [{ messages: [{ role: 'assistant', tool_calls: [{ id: '1' }] }] }, 'messages[0].tool_calls'],
  ])('of a chat completion are refused and named: %j', async (more, param) => {
    expect(await refusalOf(chat(more))).toMatchObject({ status: 400, param });
  });

  it('are taken where they ask for nothing else than what is the case', async () => {
    const nothing = {
      tools: [],
      tool_choice: 'auto' as const,
      parallel_tool_calls: true,
      store: true,
      include: [],
      truncation: 'auto' as const,
      text: { format: { type: 'text' as const } },
      service_tier: 'auto' as const,
      instructions: null,
      temperature: null,
      metadata: null,
      previous_response_id: null,
    };
    expect(await create(nothing)).toMatchObject({ status: 'completed' });
    const same = {
      n: 1,
      response_format: { type: 'text' },
      logprobs: false,
      stop: null,
      user: 'u',
    };
    expect(await chat(same)).toMatchObject({ object: 'chat.completion' });
  });
});

describe('errors', () => {
  it("have OpenAI's form wherever they arise, so that its client knows them", async () => {
    const keyless = system.client({ apiKey: 'wrong' }, tight);
    const { openai } = counting(tight);
    const refused = await refusalOf(keyless.models.list());
    expect(refused).toBeInstanceOf(OpenAI.AuthenticationError);
    expect(refused).toMatchObject({ code: 'unauthorized', type: 'authentication_error' });
    const nowhere = await refusalOf(openai.files.list());
    expect(nowhere).toBeInstanceOf(OpenAI.NotFoundError);
    expect(nowhere).toMatchObject({ code: 'route_not_found' });
    const large = openai.responses.create({ model, input: 'x'.repeat(2_000), background: true });
    expect(await refusalOf(large)).toMatchObject({ status: 413, code: 'content_too_large' });
    const malformed = await fetch(`${system.gateway.url}/v1/responses`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"inp',
    });
    expect(malformed.status).toBe(400);
    expect(malformed.headers.get('content-type')).toContain('application/json');
    expect(await malformed.json()).toMatchObject({
      error: { code: 'malformed_body', type: 'invalid_request_error', param: null },
    });
    const query = `${system.gateway.url}/v1/responses/resp_01934f6e-5b1a-7c3e-9a52-0d6a8f1b2c3d`;
    for (const wrong of ['starting_after=3', 'stream=yes', 'stream=true&starting_after=0x10']) {
      expect((await fetch(`${query}?${wrong}`)).status).toBe(400);
    }
    const put = await fetch(`${system.gateway.url}/v1/responses`, { method: 'PUT' });
    expect(await put.json()).toMatchObject({ error: { code: 'method_not_allowed' } });
    expect(put.headers.get('allow')).toBe('POST');
  });

  it('say that a task may be stored: the client, which would repeat, does not', async () => {
    const { openai, sent } = counting(cut);
    const refusal = await refusalOf(openai.responses.create({ model, input: 'x' }));
    expect(refusal).toBeInstanceOf(OpenAI.InternalServerError);
    expect(refusal).toMatchObject({ status: 503, code: 'store_unavailable' });
    expect(sent).toEqual(['POST']);
  });

  it('of what changes nothing are repeated by the client as always', async () => {
    const { openai, sent } = counting(cut);
    const id = 'resp_01934f6e-5b1a-7c3e-9a52-0d6a8f1b2c3d';
    expect(await refusalOf(openai.responses.retrieve(id))).toMatchObject({ status: 503 });
    expect(sent).toEqual(['GET', 'GET', 'GET']);
  });

  it.each<[string, object]>([
    ['429', { status: 429 }],
    ['502', { status: 502 }],
    ['408', { status: 408 }],
  ])('of a run are not repeated: V1 answers %s', async (status, expected) => {
    const { openai, sent } = counting(system.gateway);
    const call = openai.responses.create({ model, input: `once [first 1 status ${status}]` });
    // 429: V1 did not begin, so it is tried again by itself.
    if (status === '429') expect(await call).toMatchObject({ status: 'completed' });
    else expect(await refusalOf(call)).toMatchObject(expected);
    expect(sent).toEqual(['POST']);
  });

  it.each<[string, Record<string, string>, string]>([
    ['takes too long', { TASK_TIMEOUT_MS: '200' }, 'long [hang]'],
    ['does not begin in time', { TASK_EXPIRES_MS: '200' }, 'late [status 503 retry-after 60]'],
  ])('of a task that %s are 504, and not repeated', async (_what, env, input) => {
    const hurried = await GatewayApp.open({ ...system.env, ...env });
    try {
      const { openai, sent } = counting(hurried);
      const refusal = await refusalOf(openai.responses.create({ model, input }));
      expect(refusal).toBeInstanceOf(OpenAI.InternalServerError);
      expect(refusal).toMatchObject({ status: 504 });
      expect(sent).toEqual(['POST']);
    } finally {
      await hurried.close();
    }
  });

  it('of too many who wait are repeated, for nothing was stored', async () => {
    const { openai, sent } = counting(tight);
    const first = new AbortController();
    const waits = { signal: first.signal };
    const waiting = refusalOf(openai.responses.create({ model, input: 'waits' }, waits));
    const tasks = async () => (await openai.get<{ data: unknown[] }>('/../tasks')).data.length;
    await eventually('the first to wait', async () => (await tasks()) === 1);
    sent.length = 0;
    const refusal = await refusalOf(openai.responses.create({ model, input: 'one more' }));
    expect(refusal).toMatchObject({ status: 429, code: 'too_many_waiters' });
    expect(sent).toEqual(['POST', 'POST', 'POST']);
    expect(await tasks()).toBe(1);
    first.abort();
    await waiting;
    await eventually('what nobody waits for to be cancelled', async () => {
      const { data } = await openai.get<{ data: { status: string }[] }>('/../tasks');
      return data.every(({ status }) => status === 'cancelled');
    });
  });

  it('of a full queue are repeated, for nothing was stored', async () => {
    const { openai, sent } = counting(tight);
    const create = (input: string) => openai.responses.create({ model, input, background: true });
    const first = await create('the first');
    const refusal = await refusalOf(create('the second'));
    expect(refusal).toBeInstanceOf(OpenAI.RateLimitError);
    expect(refusal).toMatchObject({ code: 'queue_full', type: 'rate_limit_error' });
    expect(sent).toEqual(['POST', 'POST', 'POST', 'POST']);
    await openai.responses.cancel(first.id);
  });
});
