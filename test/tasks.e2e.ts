import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startV1Simulator, type V1Simulator } from '../src/launcher/simulator/v1.simulator.js';
import { eventually } from './support/eventually.js';
import { GatewayApp } from './support/gateway-app.js';
import { Processes } from './support/processes.js';
import { removeKeys, testEnv } from './support/test-redis.js';

const processes = new Processes();
let v1: V1Simulator;
let gateway: GatewayApp;

beforeAll(async () => {
  v1 = await startV1Simulator({ token: 'secret-token' });
  const env = testEnv({
    V1_URL: v1.url,
    V1_TOKEN: 'secret-token',
    RETRY_BACKOFF_MS: '20',
    RETRY_BACKOFF_MAX_MS: '50',
    RECONCILE_INTERVAL_MS: '500',
    MAX_CONTENT_BYTES: '10000',
  });
  gateway = await GatewayApp.open(env);
  await processes.start('worker', env);
});

afterAll(async () => {
  await processes.killAll();
  await gateway.close();
  await v1.close();
  await removeKeys(gateway.config);
});

const runsOf = (prompt: string) => v1.runs.filter((run) => run.prompt === prompt);

describe('a task', () => {
  it('is accepted at once, runs on V1 and keeps the answer', async () => {
    const prompt = 'hello [say Grüße, 世界 🌍]';
    const { body, headers } = await gateway.http
      .post('/tasks')
      .send({ content: prompt, metadata: { order: '7' } })
      .expect(202)
      .expect('content-type', /application\/json/);
    expect(body).toEqual({
      task_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status: 'pending',
      message: '任务已提交，正在处理中',
    });
    const id = (body as { task_id: string }).task_id;
    expect(headers.location).toBe(`/tasks/${id}`);

    const task = await gateway.status(id, 'completed');
    expect(task).toMatchObject({
      task_id: id,
      content: prompt,
      result: 'Grüße, 世界 🌍',
      error: null,
      attempt: 1,
      agent_id: 'main',
      model: 'openclaw',
      metadata: { order: '7' },
      waiting_for: null,
      simulated: true,
      usage: { total_tokens: expect.any(Number) },
    });
    for (const time of [task.created_at, task.updated_at, task.started_at, task.finished_at]) {
      expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    }
    expect(runsOf(prompt)).toHaveLength(1);
  });

  it('shows what V1 has said so far while it runs', async () => {
    const id = await gateway.submit({ content: '[tokens 40] [every 25ms]' });
    const early = await gateway.until(id, 'some output', ({ result }) => (result ?? '') !== '');
    expect(early.status).toBe('running');
    const later = await gateway.until(id, 'more', ({ result }) => result !== early.result);
    expect(later.result?.startsWith(early.result ?? '')).toBe(true);
    const done = await gateway.status(id, 'completed');
    expect(done.result?.split(' ')).toHaveLength(40);
  });

  it('sends a conversation, the agent and a session of its own namespace', async () => {
    const id = await gateway.submit({
      messages: [
        { role: 'user', content: 'first' },
        { role: 'assistant', content: 'yes?' },
        { role: 'user', content: 'conversation [say ok]' },
      ],
      agent_id: 'research',
      session_key: 'main',
    });
    await gateway.status(id, 'completed');
    expect(runsOf('conversation [say ok]')).toMatchObject([
      { agent: 'research', sessionKey: expect.stringMatching(/^v2:local:[0-9a-f]{32}$/) },
    ]);
  });

  it('waits until it is due', async () => {
    const id = await gateway.submit({ content: 'later', delay_ms: 60_000 });
    const task = await gateway.task(id);
    expect(task).toMatchObject({ status: 'pending', waiting_for: 'run_at', result: null });
    expect(Date.parse(task.run_at ?? '')).toBe(Date.parse(task.created_at) + 60_000);
  });

  it('fails as expired when it could not begin in time', async () => {
    const id = await gateway.submit({ content: '[status 429]', expires_in_ms: 300 });
    const task = await gateway.status(id, 'failed');
    expect(task.error).toMatchObject({ code: 'expired', v1_status: 429 });
    expect(task.attempt).toBe(0);
  });
});

describe('V1 fails', () => {
  it.each([
    ['refuses', '[status 400] refused', { code: 'v1_refused', v1_status: 400 }],
    ['reports an error in the stream', 'half [say a b] [error 502]', { code: 'v1_error' }],
    ['breaks off', 'half [say a b] [break]', { code: 'outcome_unknown' }],
    ['ends without [DONE]', '[say a b] [no-done]', { code: 'outcome_unknown' }],
    ['answers a 500', '[status 500] five', { code: 'outcome_unknown', v1_status: 500 }],
  ])('and %s: the task fails, and safe means no second run', async (_, content, error) => {
    const id = await gateway.submit({ content });
    const task = await gateway.status(id, 'failed');
    expect(task.error).toMatchObject(error);
    expect(task).toMatchObject({ attempt: 1, finished_at: expect.any(String) });
    expect(runsOf(content).length).toBeLessThanOrEqual(1);
  });

  it('keeps what it had said before it failed', async () => {
    const id = await gateway.submit({ content: '[say so far] [break]' });
    expect(await gateway.status(id, 'failed')).toMatchObject({ result: 'so far' });
  });

  it('before it begins: the task waits for V1, says so, and spends no attempt', async () => {
    const content = '[first 1 status 503 retry-after 1] then well';
    const id = await gateway.submit({ content });
    const waiting = await gateway.until(id, 'a wait', ({ next_attempt_at: at }) => at !== null);
    expect(waiting).toMatchObject({
      status: 'pending',
      waiting_for: 'v1',
      attempt: 0,
      error: { code: 'v1_unavailable', v1_status: 503 },
    });
    expect(await gateway.status(id, 'completed')).toMatchObject({ attempt: 1, error: null });
  });

  it('under always it is run again until the attempts are spent', async () => {
    const content = 'always [say x] [break]';
    const id = await gateway.submit({ content, retry: 'always', max_attempts: 3 });
    expect(await gateway.status(id, 'failed')).toMatchObject({ attempt: 3, result: 'x' });
    expect(runsOf(content)).toHaveLength(3);
  });

  it('by running longer than the task may', async () => {
    const id = await gateway.submit({ content: 'long [hang]', timeout_ms: 200 });
    expect(await gateway.status(id, 'failed')).toMatchObject({ error: { code: 'timeout' } });
    expect(runsOf('long [hang]')).toMatchObject([{ state: 'aborted' }]);
  });
});

describe('cancel', () => {
  it('ends a task that waits at once, and again does no harm', async () => {
    const id = await gateway.submit({ content: 'never', delay_ms: 60_000 });
    const { body } = await gateway.http.post(`/tasks/${id}/cancel`).expect(200);
    expect(body).toMatchObject({ task_id: id, status: 'cancelled', result: null });
    await gateway.http.post(`/tasks/${id}/cancel`).expect(200);
    expect(runsOf('never')).toEqual([]);
  });

  it('stops a task that runs, at V1 too, within a second', async () => {
    const id = await gateway.submit({ content: 'stop me [say a] [hang]' });
    await gateway.until(id, 'output', ({ result }) => result === 'a');
    const { body } = await gateway.http.post(`/tasks/${id}/cancel`).expect(202);
    expect(body).toMatchObject({ status: 'running', cancel_requested_at: expect.any(String) });
    await eventually(
      'the run to be aborted',
      () => runsOf('stop me [say a] [hang]')[0]?.state === 'aborted',
      1_000,
    );
    expect(await gateway.status(id, 'cancelled')).toMatchObject({ result: 'a', error: null });
  });

  it('of a completed task is a conflict', async () => {
    const id = await gateway.submit({ content: 'done [say x]' });
    await gateway.status(id, 'completed');
    const { body } = await gateway.http.post(`/tasks/${id}/cancel`).expect(409);
    expect(body).toMatchObject({
      code: 'task_conflict',
      detail: expect.stringContaining('completed'),
    });
  });
});

describe('retry by hand', () => {
  it('runs a failed task again under the same id', async () => {
    const id = await gateway.submit({ content: '[first 1 error 502] [say well]' });
    await gateway.status(id, 'failed');
    const { body } = await gateway.http.post(`/tasks/${id}/retry`).expect(202);
    expect(body).toMatchObject({ task_id: id, status: 'pending', error: null, result: null });
    expect(await gateway.status(id, 'completed')).toMatchObject({ attempt: 2, result: 'well' });
  });

  it('runs a cancelled task', async () => {
    const id = await gateway.submit({ content: 'second thoughts [say y]', delay_ms: 60_000 });
    await gateway.http.post(`/tasks/${id}/cancel`).expect(200);
    await gateway.http.post(`/tasks/${id}/retry`).expect(202);
    expect(await gateway.status(id, 'completed')).toMatchObject({ result: 'y', run_at: null });
  });

  it('of a task that waits, runs or completed is a conflict', async () => {
    const id = await gateway.submit({ content: 'x [say x]', delay_ms: 60_000 });
    await gateway.http.post(`/tasks/${id}/retry`).expect(409);
  });
});

describe('Idempotency-Key', () => {
  const submit = (task: object, key: string) =>
    gateway.http.post('/tasks').set('idempotency-key', key).send(task);

  it('with the same body answers with the same task', async () => {
    const first = await submit({ content: 'once', delay_ms: 60_000 }, 'key-1').expect(202);
    expect(first.headers).not.toHaveProperty('idempotency-replayed');
    // Compared as values: neither the order of fields nor white space makes it another request.
    const again = await gateway.http
      .post('/tasks')
      .set('idempotency-key', 'key-1')
      .set('content-type', 'application/json')
      .send('{ "delay_ms": 60000,  "content": "once" }')
      .expect(202);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  it('with another body is refused', async () => {
    await submit({ content: 'one', delay_ms: 60_000 }, 'key-2').expect(202);
    const { body } = await submit({ content: 'another', delay_ms: 60_000 }, 'key-2').expect(422);
    expect(body).toMatchObject({ code: 'idempotency_key_reused' });
  });
});

describe('problem documents', () => {
  const UNKNOWN = '01934f6e-5b1a-7c3e-9a52-0d6a8f1b2c3d';

  it.each([
    ['GET', `/tasks/${UNKNOWN}`, 404, 'task_not_found'],
    ['POST', `/tasks/${UNKNOWN}/cancel`, 404, 'task_not_found'],
    ['POST', `/tasks/${UNKNOWN}/retry`, 404, 'task_not_found'],
    ['GET', '/tasks/seven', 400, 'validation_failed'],
    ['GET', '/nothing/here', 404, 'route_not_found'],
  ] as const)('%s %s: %d %s', async (method, path, status, code) => {
    const { body } = await gateway.http[method === 'GET' ? 'get' : 'post'](path)
      .expect(status)
      .expect('content-type', /application\/problem\+json/);
    expect(body).toMatchObject({
      type: `urn:openclaw-v2:problem:${code}`,
      title: expect.any(String),
      status,
      detail: expect.any(String),
      instance: path,
      code,
    });
  });

  it.each([
    ['nothing', {}, ['content']],
    ['a blank content', { content: ' ' }, ['content']],
    ['both', { content: 'a', messages: [{ role: 'user', content: 'b' }] }, ['messages']],
    ['no user', { messages: [{ role: 'system', content: 'b' }] }, ['messages']],
    ['a role', { messages: [{ role: 'king', content: 'b' }] }, ['messages.0.role']],
    ['a typo', { content: 'a', prioritty: 1 }, ['prioritty']],
    ['numbers', { content: 'a', priority: 11, timeout_ms: 0 }, ['priority', 'timeout_ms']],
    ['a session', { content: 'a', session_key: 'agent:main:main' }, ['session_key']],
    ['two times', { content: 'a', delay_ms: 1, run_at: '2030-01-01T00:00:00Z' }, ['delay_ms']],
    ['pairs', { content: 'a', metadata: { a: 1 } }, ['metadata']],
    ['temperature', { content: 'a', sampling: { temperature: 3 } }, ['sampling.temperature']],
    ['words to stop at', { content: 'a', sampling: { stop: 'END' } }, ['sampling.stop']],
    ['what V1 does not know', { content: 'a', sampling: { top_k: 3 } }, ['sampling.top_k']],
    ['a field that objects have', { content: 'a', toString: 'x' }, ['toString']],
    ['a list in a list', { messages: [[{ role: 'user', content: 'b' }]] }, ['messages']],
    ['a week', { content: 'a', run_at: '2026-W50' }, ['run_at']],
    ['a time without zone', { content: 'a', run_at: '2030-01-01T00:00:00' }, ['run_at']],
    ['no day', { content: 'a', run_at: '2030-02-31T25:00:00Z' }, ['run_at']],
    ['no such day', { content: 'a', run_at: '2030-02-30T00:00:00Z' }, ['run_at']],
    ['too late', { content: 'a', run_at: '2999-01-01T00:00:00Z' }, ['run_at']],
  ] as const)('name the fields that are wrong: %s', async (_, task, fields) => {
    const { body } = await gateway.http.post('/tasks').send(task).expect(400);
    const named = (body as { errors: { field: string }[] }).errors.map(({ field }) => field);
    expect(new Set(named)).toEqual(new Set(fields));
  });

  it('tell of a body that is no JSON, of none, of another kind, and of one too large', async () => {
    const post = (type: string, body: string) =>
      gateway.http.post('/tasks').set('content-type', type).send(body);
    expect((await post('application/json', '{"con').expect(400)).body).toMatchObject({
      code: 'malformed_body',
    });
    expect((await post('application/json', '').expect(400)).body).toMatchObject({
      code: 'validation_failed',
      errors: [{ field: 'content' }],
    });
    const polluted = '{"content":"a","__proto__":{"x":1}}';
    expect((await post('application/json', polluted).expect(400)).body).toMatchObject({
      code: 'malformed_body',
    });
    expect((await post('text/plain', 'hello').expect(415)).body).toMatchObject({
      code: 'unsupported_media_type',
    });
    const content = 'x'.repeat(10_001);
    expect((await gateway.http.post('/tasks').send({ content }).expect(413)).body).toMatchObject({
      code: 'content_too_large',
    });
    const huge = 'x'.repeat(200_000);
    expect(
      (await gateway.http.post('/tasks').send({ content: huge }).expect(413)).body,
    ).toMatchObject({ code: 'content_too_large' });
  });

  it('tell of a body that no text can be made of', async () => {
    const deep = `{"content":"a","metadata":${'{"a":'.repeat(1_000)}1${'}'.repeat(1_000)}}`;
    const bodies = [
      deep,
      '{"content":"a","metadata":{"constructor":"x"}}',
      '{"content":"half \\ud800"}',
      Buffer.from('7b22636f6e74656e74223a22ff227d', 'hex'),
    ];
    for (const body of bodies) {
      const answer = await fetch(`${gateway.url}/tasks`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      expect(await answer.json()).toMatchObject({ status: 400, code: 'malformed_body' });
    }
  });

  it('are not made of what a client leaves out by writing null', async () => {
    const fields = [
      'messages',
      'agent_id',
      'session_key',
      'model',
      'priority',
      'run_at',
      'delay_ms',
    ];
    const more = ['expires_in_ms', 'timeout_ms', 'retry', 'max_attempts', 'metadata'];
    const nulls = Object.fromEntries([...fields, ...more].map((field) => [field, null]));
    const id = await gateway.submit({ content: 'nulls [say x]', ...nulls });
    expect(await gateway.status(id, 'completed')).toMatchObject({
      retry: 'safe',
      priority: 5,
      metadata: null,
      run_at: null,
    });
  });

  it('keep metadata as it is, whatever its keys', async () => {
    const metadata = { hasOwnProperty: 'x', then: 'y', toString: 'z' };
    const id = await gateway.submit({ content: 'm', metadata, delay_ms: 60_000 });
    expect(JSON.stringify((await gateway.task(id)).metadata)).toBe(JSON.stringify(metadata));
  });

  it('tell a client to come back when too many tasks wait', async () => {
    const full = await GatewayApp.open(testEnv({ MAX_QUEUE_DEPTH: '1' }));
    try {
      await full.submit({ content: 'one' });
      const { body } = await full.http
        .post('/tasks')
        .send({ content: 'two' })
        .expect(429)
        .expect('retry-after', '1');
      expect(body).toMatchObject({ code: 'queue_full' });
    } finally {
      await full.close();
      await removeKeys(full.config);
    }
  });
});

describe('the system', () => {
  it('tells how it is', async () => {
    const { body } = await gateway.http.get('/').expect(200);
    expect(body).toMatchObject({
      name: 'OpenClaw V2',
      redis: 'up',
      durability: { append_only: true, fsync: 'always', eviction: 'noeviction', warnings: [] },
      simulated: true,
      workers: [{ v1: { url: v1.url, state: 'up', simulated: true } }],
      tasks: { completed: expect.any(Number) },
    });
    expect(JSON.stringify(body)).not.toContain('secret-token');
  });

  it('is live and ready, and documents itself', async () => {
    await gateway.http.get('/health/live').expect(200, { status: 'ok' });
    const ready = await gateway.http.get('/health/ready').expect(200);
    expect(ready.body).toMatchObject({ info: { system: { workers: 1, v1: ['up'] } } });
    const { body } = await gateway.http.get('/docs-json').expect(200);
    expect(Object.keys((body as { paths: object }).paths)).toContain('/tasks/{id}/cancel');
    await gateway.http.get('/docs/').expect(200).expect('content-type', /html/);
  });
});
