import { afterEach, beforeEach, expect, it } from '@jest/globals';

import {
  type Answer,
  clientFor,
  FakeV1,
  refusal,
  ROLE,
  run,
  stream,
  TOKEN,
} from '../../test/support/fake-v1.js';

const json =
  (status: number, body: object, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
const READY = json(200, { ready: true, failing: [] });
const MODELS = json(200, {
  object: 'list',
  data: [{ id: 'openclaw' }, { id: 7 }, 'none', { id: 'openclaw/main' }, { id: 'x'.repeat(200) }],
});
const paths: Record<string, Answer | undefined> = {};

let v1: FakeV1;
beforeEach(async () => {
  v1 = await new FakeV1().start();
  paths['/readyz'] = READY;
  paths['/v1/models'] = MODELS;
  v1.answer = (response, request) => paths[request.url ?? '']?.(response, request);
});
afterEach(() => v1.stop());

it('finds V1 up, and asks for the models with the token', async () => {
  const report = await clientFor(v1.url).probe();
  const models = ['openclaw', 'openclaw/main'];
  expect(report).toEqual({ url: v1.url, state: 'up', simulated: false, message: null, models });
  expect(v1.requests.map(({ method, url }) => [method, url])).toEqual([
    ['GET', '/readyz'],
    ['GET', '/v1/models'],
  ]);
  expect(v1.requests[1]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
});

it.each<[string, string, Answer, string, string]>([
  [
    'a wrong token',
    '/v1/models',
    refusal(401, 'Unauthorized', 'unauthorized'),
    'misconfigured',
    'V1_TOKEN',
  ],
  [
    'a proxy',
    '/v1/models',
    refusal(403, 'no', 'proxy_attribution_required'),
    'misconfigured',
    'V1_URL',
  ],
  ['a drain', '/readyz', json(503, { failing: ['gateway-draining'] }), 'down', 'gateway-draining'],
  ['another server', '/readyz', json(404, {}), 'misconfigured', 'V1_URL'],
  ['a broken V1', '/readyz', json(500, { error: 'boom' }), 'unknown', 'boom'],
  ['a lost connection', '/readyz', (response) => response.destroy(), 'unknown', 'broke'],
])('tells %s', async (_name, path, answer, state, words) => {
  paths[path] = answer;
  const report = await clientFor(v1.url).probe();
  expect(report.state).toBe(state);
  expect(report.message).toContain(words);
});

it('finds V1 down where nothing listens', async () => {
  const { url } = v1;
  await v1.stop();
  expect(await clientFor(url).probe()).toMatchObject({ url, state: 'down' });
  await v1.start();
});

it('knows the simulator by the last answer, a probe or a run', async () => {
  const client = clientFor(v1.url);
  paths['/v1/models'] = json(200, {}, { 'x-openclaw-simulator': 'true' });
  expect(await client.probe()).toMatchObject({ simulated: true });
  expect(client.simulated).toBe(true);
  v1.answer = stream(ROLE);
  await run(client);
  expect(client.simulated).toBe(false);
});
