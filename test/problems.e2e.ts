import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatewayAdapter } from '../src/gateway/create-gateway.js';
import { PROBLEM_CODES, type ProblemCode, PROBLEMS } from '../src/gateway/problem.catalogue.js';
import type { ProblemDto } from '../src/gateway/problem.dto.js';
import { type RedisServer, startRedisServer } from '../src/launcher/redis.server.js';
import { Keys } from '../src/redis/keys.js';
import { RedisConnections } from '../src/redis/redis.connections.js';
import { freePort } from './support/free-port.js';
import { GatewayApp } from './support/gateway-app.js';
import { removeKeys, testEnv } from './support/test-redis.js';

const SECRET = 'a-secret-of-the-test';
const UNKNOWN = '01934f6e-5b1a-7c3e-9a52-0d6a8f1b2c3d';
let gateway: GatewayApp;
let locked: GatewayApp;
let cut: GatewayApp;
let redis: RedisServer;
let dataDir: string;

beforeAll(async () => {
  const tight = { MAX_QUEUE_DEPTH: '20', MAX_WAITERS: '1', MAX_CONTENT_BYTES: '1000' };
  gateway = await GatewayApp.open(testEnv(tight), gatewayAdapter(300));
  locked = await GatewayApp.open(testEnv({ API_KEYS: `me:${SECRET},you:another-secret-of-it` }));
  dataDir = await mkdtemp(join(tmpdir(), 'openclaw-test-redis-'));
  const port = await freePort();
  redis = await startRedisServer({ port, dataDir, log: () => undefined });
  cut = await GatewayApp.open(testEnv({ REDIS_URL: `redis://127.0.0.1:${port}` }));
  await redis.stop();
});

afterAll(async () => {
  await Promise.all([gateway.close(), locked.close(), cut.close()]);
  await Promise.all([removeKeys(gateway.config), removeKeys(locked.config)]);
  await rm(dataDir, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly headers: Headers;
  readonly problem: ProblemDto;
}

async function ask(to: GatewayApp, path: string, init: RequestInit = {}): Promise<Answer> {
  const answer = await fetch(to.url + path, init);
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    headers: answer.headers,
    problem: (await answer.json()) as ProblemDto,
  };
}

const post = (to: GatewayApp, body: unknown, headers: Record<string, string> = {}) =>
  ask(to, '/tasks', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

/** Sends bytes as they are and reads the answer to its end. */
async function raw(to: GatewayApp, text: string): Promise<Answer> {
  const { hostname, port } = new URL(to.url);
  const socket = connect(Number(port), hostname);
  let received = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    received += chunk;
  });
  socket.write(text);
  await once(socket, 'close', { signal: AbortSignal.timeout(10_000) });
  const [head = '', body = ''] = received.split('\r\n\r\n', 2);
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = new Headers(
    lines.map((line): [string, string] => {
      const [name = '', value = ''] = line.split(': ', 2);
      return [name, value];
    }),
  );
  return {
    status: Number(statusLine.split(' ')[1]),
    type: headers.get('content-type') ?? '',
    headers,
    problem: JSON.parse(body) as ProblemDto,
  };
}

const waiting = { content: 'x', delay_ms: 60_000 };

/** For every code, a request that is answered with it. */
const PROVOKED: Record<ProblemCode, () => Promise<Answer>> = {
  validation_failed: () => ask(gateway, '/tasks?cursor=seven'),
  malformed_body: () => post(gateway, '{"con'),
  malformed_request: () => raw(gateway, 'HELLO\r\n\r\n'),
  unauthorized: () => ask(locked, '/tasks', { headers: { authorization: 'Bearer wrong' } }),
  cross_origin: () => post(gateway, waiting, { 'sec-fetch-site': 'cross-site' }),
  task_not_found: () => ask(gateway, `/tasks/${UNKNOWN}`),
  route_not_found: () => ask(gateway, '/task'),
  method_not_allowed: () => ask(gateway, '/tasks', { method: 'PUT' }),
  not_acceptable: () => ask(gateway, '/tasks', { headers: { accept: 'text/html' } }),
  request_timeout: () => raw(gateway, 'POST /tasks HTTP/1.1\r\nhost: localhost\r\n'),
  task_conflict: async () => {
    const id = await gateway.submit(waiting);
    return ask(gateway, `/tasks/${id}`, { method: 'DELETE' });
  },
  content_too_large: () => post(gateway, { content: 'x'.repeat(1_001) }),
  unsupported_media_type: () => post(gateway, 'content=x', { 'content-type': 'text/plain' }),
  host_not_allowed: () =>
    raw(gateway, 'GET / HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n'),
  idempotency_key_reused: async () => {
    await post(gateway, waiting, { 'idempotency-key': 'k' });
    return post(gateway, { ...waiting, content: 'y' }, { 'idempotency-key': 'k' });
  },
  queue_full: async () => {
    for (;;) {
      const answer = await post(gateway, waiting);
      if (answer.status !== 202) return answer;
    }
  },
  too_many_waiters: async () => {
    const [{ task_id: id } = { task_id: '' }] = (
      (await gateway.http.get('/tasks')).body as { data: { task_id: string }[] }
    ).data;
    const first = new AbortController();
    const waiter = fetch(`${gateway.url}/tasks/${id}?wait=30`, { signal: first.signal });
    // Whichever of the two comes first waits; the other is refused.
    let answer = await ask(gateway, `/tasks/${id}?wait=1`);
    if (answer.status === 200) answer = await ask(gateway, `/tasks/${id}?wait=1`);
    first.abort();
    await waiter.catch(() => undefined);
    return answer;
  },
  headers_too_large: () =>
    raw(gateway, `GET / HTTP/1.1\r\nhost: localhost\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`),
  internal_error: async () => {
    const broken = await locked.http
      .post('/tasks')
      .set('authorization', `Bearer ${SECRET}`)
      .send(waiting)
      .expect(202);
    const { task_id: id } = broken.body as { task_id: string };
    const key = locked.app.get(Keys).task(id);
    await locked.app.get(RedisConnections).commands.hset(key, 'error', 'no JSON');
    const headers = { authorization: `Bearer ${SECRET}` };
    const answer = await ask(locked, `/tasks/${id}`, { headers });
    await locked.app.get(RedisConnections).commands.hdel(key, 'error');
    return answer;
  },
  store_unavailable: () => post(cut, waiting),
};

describe('every code of the catalogue', () => {
  it.each(PROBLEM_CODES)('%s is provoked and told in full', async (code) => {
    const { status, type, problem } = await PROVOKED[code]();
    expect(problem).toMatchObject({
      type: `urn:openclaw-v2:problem:${code}`,
      title: PROBLEMS[code].title,
      status: PROBLEMS[code].status,
      detail: expect.stringMatching(/\S/),
      instance: expect.stringMatching(/^\//),
      code,
    });
    expect(status).toBe(PROBLEMS[code].status);
    expect(type).toContain('application/problem+json');
  });

  it('says when to come back, what is allowed, and how to identify oneself', async () => {
    expect((await PROVOKED.store_unavailable()).headers.get('retry-after')).toBe('1');
    expect((await PROVOKED.method_not_allowed()).headers.get('allow')).toBe(
      'GET, HEAD, POST, DELETE',
    );
    expect((await PROVOKED.unauthorized()).headers.get('www-authenticate')).toBe('Bearer');
  });

  it('names the log line of an error of ours, and nothing of its cause', async () => {
    const { problem } = await PROVOKED.internal_error();
    expect(problem.error_id).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.stringify(problem)).not.toContain('JSON');
  });
});

describe('addresses that cannot be read', () => {
  it.each([
    ['/tasks/%zz', 'malformed_request'],
    [`/tasks/${'a'.repeat(3_000)}`, 'headers_too_large'],
  ])('are told: %.20s', async (path, code) => {
    expect((await ask(gateway, path)).problem.code).toBe(code);
  });
});

describe('access', () => {
  const get = (path: string, headers: Record<string, string>) =>
    fetch(locked.url + path, { headers }).then(({ status }) => status);

  it('is for whoever has a key; probes need none', async () => {
    const bearer = { authorization: `bearer ${SECRET}` };
    expect(await get('/tasks', bearer)).toBe(200);
    expect(await get('/', bearer)).toBe(200);
    for (const path of ['/', '/tasks', '/docs', '/docs-json', '/nothing']) {
      expect([path, await get(path, {})]).toEqual([path, 401]);
    }
    expect(await get('/health/live', {})).toBe(200);
    expect(await get('/health/ready', { host: 'evil.example' })).toBe(200);
  });

  it('to the docs is by password too, for a browser; to nothing else', async () => {
    const basic = { authorization: `Basic ${Buffer.from(`me:${SECRET}`).toString('base64')}` };
    expect(await get('/docs', basic)).toBe(200);
    expect(await get('/docs-json', basic)).toBe(401);
    expect(await get('/tasks', basic)).toBe(401);
    const asked = await fetch(`${locked.url}/docs`);
    expect(asked.headers.get('www-authenticate')).toContain('Basic');
  });

  it('by one key does not find the idempotency keys of another, but its tasks', async () => {
    const submit = (secret: string) =>
      locked.http
        .post('/tasks')
        .set({ authorization: `Bearer ${secret}`, 'idempotency-key': 'same' })
        .send(waiting)
        .expect(202);
    const mine = (await submit(SECRET)).body as { task_id: string };
    const yours = (await submit('another-secret-of-it')).body as { task_id: string };
    expect(yours.task_id).not.toBe(mine.task_id);
    const { body } = await locked.http
      .get(`/tasks/${yours.task_id}`)
      .set('authorization', `Bearer ${SECRET}`)
      .expect(200);
    expect(body).toMatchObject({ client: 'you' });
  });

  it('carries headers that keep a browser from harm', async () => {
    const { headers } = await gateway.http.get('/').expect(200);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
    });
    for (const path of ['/docs', '/%64ocs']) {
      const docs = await gateway.http.get(path).expect(200);
      expect(docs.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'content-security-policy': expect.stringContaining("default-src 'self'"),
      });
    }
  });
});
