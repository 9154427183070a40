import { describe, expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import { request } from 'undici';
import {
  asking,
  AUTH,
  call,
  type Call,
  CHAT,
  error,
  useSimulator,
  v1,
} from '../../../test/support/simulator-harness.js';

useSimulator();

describe('health and models', () => {
  it.each([
    ['/health', { ok: true, status: 'live' }],
    ['/healthz', { ok: true, status: 'live' }],
    ['/ready', { ready: true, failing: [] }],
    ['/readyz', { ready: true, failing: [] }],
    ['/startup', { ok: true, status: 'started', version: '2026.9.6' }],
    ['/startupz', { ok: true, status: 'started', version: '2026.9.6' }],
  ])('GET %s needs no token', async (path, body) => {
    const answer = await call({ method: 'GET', path, headers: { authorization: '' } });
    expect([answer.status, JSON.parse(answer.text)]).toEqual([200, expect.objectContaining(body)]);
  });

  const model = (id: string) => ({
    id,
    object: 'model',
    created: 0,
    owned_by: 'openclaw',
    permission: [],
  });
  const all = ['openclaw', 'openclaw/default', 'openclaw/main', 'openclaw/research'].map(model);
  it.each([
    ['', 200, { object: 'list', data: all }],
    ['/openclaw%2Fresearch', 200, model('openclaw/research')],
    ['/gpt-4o', 400, error('Invalid model id.')],
    ['/openclaw%2Fnope', 404, error("Model 'openclaw/nope' not found.")],
  ])('GET /v1/models%s is %d', async (id, status, body) => {
    const answer = await call({ method: 'GET', path: `/v1/models${id}` });
    expect([answer.status, JSON.parse(answer.text)]).toEqual([status, body]);
  });
});

describe('what is refused', () => {
  const unauthorized = [401, error('Unauthorized', 'unauthorized')] as const;
  const proxied = [
    403,
    error(
      'Proxy client attribution is required. Configure gateway.trustedProxies narrowly and make the proxy overwrite or safely rebuild forwarded client headers.',
      'proxy_attribution_required',
    ),
  ] as const;
  const missing = [400, error('Missing user message in `messages`.')] as const;
  const many = [
    400,
    error(
      'Multiple agents are configured, but this operation has no explicit owner. Select an agent explicitly; CLI callers can pass --agent <id>, channels can add a binding, and ambient services can set their agentId target.',
    ),
  ] as const;
  const reserved = [
    400,
    error('`x-openclaw-session-key` cannot use reserved internal session namespaces.'),
  ] as const;
  const header = (name: string, value: string): Call => ({
    headers: { [name]: value },
    body: asking('hi'),
  });
  const messages = (value: unknown): Call => ({ body: { messages: value } });
  it.each<[string, Call, number, object]>([
    ['no token', header('authorization', ''), ...unauthorized],
    ['a wrong token', header('authorization', 'Bearer other'), ...unauthorized],
    [
      'a wrong token before the body',
      { ...header('authorization', 'Bearer x'), body: '{' },
      ...unauthorized,
    ],
    [
      'no token for the models',
      { ...header('authorization', ''), method: 'GET', path: '/v1/models', body: undefined },
      ...unauthorized,
    ],
    ...['X-Forwarded-For', 'X-Forwarded-Proto', 'X-Real-IP', 'Forwarded'].map(
      (name): [string, Call, number, object] => [name, header(name, 'for=1.2.3.4'), ...proxied],
    ),
    [
      'an unknown agent',
      header('x-openclaw-agent-id', 'nope'),
      400,
      error("Unknown agent 'nope'."),
    ],
    [
      'an unknown agent as model',
      { ...header('x-openclaw-agent-id', ''), body: asking('hi', { model: 'openclaw/nope' }) },
      400,
      error("Unknown agent 'nope'."),
    ],
    ['no agent', header('x-openclaw-agent-id', ''), ...many],
    [
      'another model',
      { body: asking('hi', { model: 'gpt-4o' }) },
      400,
      error('Invalid `model`. Use `openclaw` or `openclaw/<agentId>`.'),
    ],
    [
      'a model override',
      header('x-openclaw-model', 'fake/nope'),
      400,
      error("Model 'fake/nope' is not allowed for agent 'main'."),
    ],
    ...['subagent:x', 'cron:x', 'ACP:x', 'agent:main:cron:x'].map(
      (key): [string, Call, number, object] => [
        key,
        header('x-openclaw-session-key', key),
        ...reserved,
      ],
    ),
    ['cut JSON', { body: '[1' }, 400, error(expect.stringContaining('JSON') as unknown as string)],
    ['an array', { body: [] }, 400, error(': Invalid input: expected object, received array')],
    ['no body', {}, ...missing],
    ['no messages', messages(undefined), ...missing],
    ['empty messages', messages([]), ...missing],
    ['a blank message', messages([{ role: 'user', content: ' \n' }]), ...missing],
    ['only a system message', messages([{ role: 'system', content: 'hi' }]), ...missing],
    [
      'messages as a string',
      messages('hi'),
      400,
      error('messages: Invalid input: expected array, received string'),
    ],
    [
      'temperature 9',
      { body: asking('hi', { temperature: 9 }) },
      400,
      error('`temperature` must be between 0 and 2.'),
    ],
  ])('%s', async (_, options, status, body) => {
    const answer = await call(options);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([status, body]);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(v1.runs).toEqual([]);
  });

  it.each<[Call['method'], string, number, string, string | undefined]>([
    ['GET', CHAT, 405, 'Method Not Allowed', 'POST'],
    ['POST', '/v1/models', 405, 'Method Not Allowed', 'GET'],
    ['POST', '/v1/nope', 404, 'Not Found', undefined],
    ['GET', '/', 404, 'Not Found', undefined],
  ])('%s %s is %d', async (method, path, status, text, allow) => {
    const answer = await call({ method, path });
    expect(answer).toMatchObject({ status, text });
    expect([answer.headers['content-type'], answer.headers.allow]).toEqual([
      'text/plain; charset=utf-8',
      allow,
    ]);
  });

  const padded = (bytes: number) =>
    `${JSON.stringify(asking('hi'))}${' '.repeat(bytes)}`.slice(0, bytes);
  it('takes a body of 20 MB and refuses one more byte', async () => {
    expect((await call({ body: padded(20_971_520) })).status).toBe(200);
    const answer = await call({ body: padded(20_971_521) });
    expect([answer.status, JSON.parse(answer.text)]).toEqual([413, error('Payload too large')]);
    expect(answer.headers.connection).toBe('close');
    expect(v1.runs).toHaveLength(1);
  });

  it('refuses a body that grows past 20 MB without saying so before', async () => {
    const body = Readable.from(Array.from({ length: 32 }, () => Buffer.alloc(1_048_576, ' ')));
    const { statusCode } = await request(v1.url + CHAT, { method: 'POST', headers: AUTH, body });
    expect(statusCode).toBe(413);
  });
});
