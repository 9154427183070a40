import { describe, expect, it } from '@jest/globals';
import { clientFor, request, run } from '../../support/fake-v1.js';
import { asking, type Call, CHAT, error } from '../../support/simulator-harness.js';
import { type V1Target, Wire } from './target.js';

const UNAUTHORIZED = error('Unauthorized', 'unauthorized');
const PROXIED = error(
  'Proxy client attribution is required. Configure gateway.trustedProxies narrowly and make the proxy overwrite or safely rebuild forwarded client headers.',
  'proxy_attribution_required',
);
const NO_OWNER =
  'Multiple agents are configured, but this operation has no explicit owner. Select an agent explicitly; CLI callers can pass --agent <id>, channels can add a binding, and ambient services can set their agentId target.';

const header = (name: string, value: string): Call => ({
  headers: { [name]: value },
  body: asking('hi'),
});
const field = (rest: object): Call => ({ body: asking('hi', rest) });
const withoutAgent = (rest: object): Call => ({
  ...field(rest),
  headers: { 'x-openclaw-agent-id': '' },
});

const OF_THE_CALLER: readonly [string, Call, number, object][] = [
  ['no token', header('authorization', ''), 401, UNAUTHORIZED],
  ['a wrong token', header('authorization', 'Bearer other'), 401, UNAUTHORIZED],
  [
    'a wrong token, whatever the body',
    { headers: { authorization: 'Bearer other' }, body: '{' },
    401,
    UNAUTHORIZED,
  ],
  ...['x-forwarded-for', 'x-forwarded-proto', 'x-real-ip', 'forwarded'].map(
    (name): [string, Call, number, object] => [name, header(name, 'for=1.2.3.4'), 403, PROXIED],
  ),
];

const OF_THE_REQUEST: readonly [string, Call, string][] = [
  ['an unknown agent', header('x-openclaw-agent-id', 'nope'), "Unknown agent 'nope'."],
  [
    'an agent that can be none',
    header('x-openclaw-agent-id', 'No such!'),
    "Unknown agent 'No such!'.",
  ],
  ['an unknown agent as model', withoutAgent({ model: 'openclaw/nope' }), "Unknown agent 'nope'."],
  ['no agent', withoutAgent({}), NO_OWNER],
  [
    'another model',
    field({ model: 'gpt-4o' }),
    'Invalid `model`. Use `openclaw` or `openclaw/<agentId>`.',
  ],
  [
    'a model of a provider',
    header('x-openclaw-model', 'scripted/nope'),
    "Model 'scripted/nope' is not allowed for agent 'main'.",
  ],
  ...['subagent:x', 'cron:x', 'ACP:x', 'agent:main:cron:x', 'agent:main:subagent:x'].map(
    (key): [string, Call, string] => [
      `session ${key}`,
      header('x-openclaw-session-key', key),
      '`x-openclaw-session-key` cannot use reserved internal session namespaces.',
    ],
  ),
  ['an array', { body: [] }, ': Invalid input: expected object, received array'],
  ['no body', { body: '' }, 'Missing user message in `messages`.'],
  ['no messages', field({ messages: undefined }), 'Missing user message in `messages`.'],
  ['empty messages', field({ messages: [] }), 'Missing user message in `messages`.'],
  [
    'a blank message',
    field({ messages: [{ role: 'user', content: ' \n' }] }),
    'Missing user message in `messages`.',
  ],
  [
    'only a system message',
    field({ messages: [{ role: 'system', content: 'hi' }] }),
    'Missing user message in `messages`.',
  ],
  [
    'tools as a string',
    field({ tools: 'x' }),
    'tools: Invalid input: expected array, received string',
  ],
  [
    'stream options as a string',
    field({ stream_options: 'x' }),
    'stream_options: Invalid input: expected object, received string',
  ],
  [
    'messages as a string',
    field({ messages: 'hi' }),
    'messages: Invalid input: expected array, received string',
  ],
];

const OF_SAMPLING: readonly [object, string][] = [
  [{ temperature: 9 }, '`temperature` must be between 0 and 2.'],
  [{ temperature: 'hot' }, 'temperature: Invalid input: expected number, received string'],
  [{ top_p: 1.5 }, '`top_p` must be between 0 and 1.'],
  [{ frequency_penalty: 3 }, '`frequency_penalty` must be between -2.0 and 2.0.'],
  [{ presence_penalty: -3 }, '`presence_penalty` must be between -2.0 and 2.0.'],
  [{ seed: 1.5 }, '`seed` must be an integer.'],
  [{ max_tokens: 0 }, 'max_tokens: Too small: expected number to be >0'],
  [{ max_tokens: 1e300 }, 'max_tokens: Too big: expected int to be <=9007199254740991'],
  [{ max_tokens: 1.5 }, 'max_tokens: Invalid input: expected int, received number'],
  [{ max_completion_tokens: 0 }, 'max_completion_tokens: Too small: expected number to be >0'],
  [{ stop: ['a', 'b', 'c', 'd', 'e'] }, 'Invalid stop: stop supports at most 4 sequences'],
  [{ stop: [''] }, 'Invalid stop: stop entries must be non-empty strings'],
  [{ stop: 7 }, 'stop: Invalid input'],
  [{ response_format: 'json' }, 'Invalid response_format: response_format must be an object'],
  [
    { response_format: { type: 'xml' } },
    'Invalid response_format: response_format.type must be text, json_object, or json_schema',
  ],
];

/** What is answered where no run begins. */
export function describeRefusals(target: () => V1Target): void {
  const wire = new Wire(target);
  const expectRefusal = async (options: Call, status: number, body: object): Promise<void> => {
    const before = target().runs.length;
    const answer = await wire.call(options);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([status, body]);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(target().runs).toHaveLength(before);
  };

  describe('is refused', () => {
    it.each(OF_THE_CALLER)('%s', (_, options, status, body) =>
      expectRefusal(options, status, body),
    );
    it.each(OF_THE_REQUEST)('%s', (_, options, message) =>
      expectRefusal(options, 400, error(message)),
    );
    it.each(OF_SAMPLING)('%j', (rest, message) => expectRefusal(field(rest), 400, error(message)));

    it('JSON that is cut off', async () => {
      const { status, text } = await wire.call({ body: '[1' });
      expect([status, JSON.parse(text)]).toEqual([
        400,
        error(expect.stringContaining('JSON') as unknown as string),
      ]);
    });

    it('a body of more than 20 MB', async () => {
      const body = ' '.repeat(20_971_521);
      const { status, headers, text } = await wire.call({ body });
      expect([status, JSON.parse(text)]).toEqual([413, error('Payload too large')]);
      expect(headers.connection).toBe('close');
    });

    it.each<[NonNullable<Call['method']>, string, number, string, string | undefined]>([
      ['GET', CHAT, 405, 'Method Not Allowed', 'POST'],
      ['POST', '/readyz', 405, 'Method Not Allowed', 'GET, HEAD'],
      ['POST', '/v1/models', 405, 'Method Not Allowed', 'GET'],
      ['POST', '/v1/nope', 404, 'Not Found', undefined],
      ['GET', '/nope', 404, 'Not Found', undefined],
    ])('%s %s with %d, in plain text', async (method, path, status, text, allow) => {
      const { headers, ...answer } = await wire.call({ method, path });
      expect(answer).toEqual({ status, text });
      expect(headers['content-type']).toBe('text/plain; charset=utf-8');
      expect(headers.allow).toBe(allow);
    });

    it('a wrong path, and our client knows that nothing began', async () => {
      const { url, token } = target();
      const client = clientFor(`${url}/elsewhere`, { V1_TOKEN: token });
      const { error: failure } = await run(client, request());
      expect(failure).toMatchObject({ code: 'v1_misconfigured', began: 'no' });
      expect(failure?.message).toContain('Not Found');
    });
  });
}
