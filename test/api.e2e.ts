import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startV1Simulator, type V1Simulator } from '../src/launcher/simulator/v1.simulator.js';
import { RedisConnections } from '../src/redis/redis.connections.js';
import { eventually } from './support/eventually.js';
import { GatewayApp } from './support/gateway-app.js';
import { Processes } from './support/processes.js';
import { configOf, removeKeys, testEnv } from './support/test-redis.js';
import type { TaskDto, TaskListDto } from '../src/gateway/task.dto.js';

const processes = new Processes();
let v1: V1Simulator;
let env: Record<string, string>;
let gateway: GatewayApp;
let another: GatewayApp;

beforeAll(async () => {
  v1 = await startV1Simulator({ token: 'token' });
  env = testEnv({ V1_URL: v1.url, V1_TOKEN: 'token', RETRY_BACKOFF_MS: '20' });
  [gateway, another] = await Promise.all([GatewayApp.open(env), GatewayApp.open(env)]);
  await processes.start('worker', env);
});

afterAll(async () => {
  await processes.killAll();
  await Promise.all([gateway.close(), another.close()]);
  await v1.close();
  await removeKeys(configOf(env));
});

const list = async (query: object): Promise<TaskListDto> =>
  (await gateway.http.get('/tasks').query(query).expect(200)).body as TaskListDto;

describe('GET /tasks', () => {
  it('lists the newest first, page by page, without content and results', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) {
      ids.push(await gateway.submit({ content: `p${i}`, session_key: 'pages', delay_ms: 60_000 }));
    }
    const query = { session_key: 'pages', limit: 2 };
    const seen: string[] = [];
    let cursor: string | null = null;
    let pages = 0;
    do {
      const page: TaskListDto = await list(cursor === null ? query : { ...query, cursor });
      seen.push(...page.data.map(({ task_id: id }) => id));
      cursor = page.next_cursor;
      pages++;
    } while (cursor !== null);
    expect(seen).toEqual(ids.reverse());
    expect(pages).toBe(3);
    const [item] = (await list(query)).data;
    expect(item).toMatchObject({ status: 'pending', waiting_for: 'run_at', client: 'local' });
    for (const large of ['content', 'messages', 'result']) expect(item).not.toHaveProperty(large);
  });

  it('filters by status, agent and session', async () => {
    const done = await gateway.submit({
      content: 'f [say x]',
      agent_id: 'research',
      session_key: 'filter',
    });
    await gateway.submit({ content: 'f', session_key: 'filter', delay_ms: 60_000 });
    await gateway.status(done, 'completed');
    const idsOf = async (query: object) => (await list(query)).data.map(({ task_id: id }) => id);
    expect(await idsOf({ session_key: 'filter', status: 'completed' })).toEqual([done]);
    expect(await idsOf({ session_key: 'filter', agent_id: 'research' })).toEqual([done]);
    expect(await idsOf({ session_key: 'filter' })).toHaveLength(2);
    expect(await idsOf({ session_key: 'filter', status: 'failed' })).toEqual([]);
  });
});

describe('DELETE /tasks/{id}', () => {
  it('removes a task that has ended, once', async () => {
    const id = await gateway.submit({ content: 'gone [say x]' });
    await gateway.status(id, 'completed');
    await gateway.http.delete(`/tasks/${id}`).expect(204, '');
    await gateway.http.delete(`/tasks/${id}`).expect(404);
    await gateway.http.get(`/tasks/${id}`).expect(404);
  });

  it('leaves a task that waits', async () => {
    const id = await gateway.submit({ content: 'stays', delay_ms: 60_000 });
    await gateway.http.delete(`/tasks/${id}`).expect(409);
    expect((await gateway.task(id)).status).toBe('pending');
  });
});

describe('GET /tasks/{id}?wait', () => {
  it('answers when the task has ended, whichever gateway is asked', async () => {
    const id = await gateway.submit({ content: 'wait [sleep 300ms] [say done]' });
    const { body } = await another.http.get(`/tasks/${id}?wait=30`).expect(200);
    expect(body).toMatchObject({ status: 'completed', result: 'done' });
  });

  it('answers with the task as it is once the time is over', async () => {
    const id = await gateway.submit({ content: 'wait', delay_ms: 60_000 });
    const { body } = await gateway.http.get(`/tasks/${id}?wait=1`).expect(200);
    expect(body).toMatchObject({ status: 'pending' });
  });

  it('answers 404 to whoever waits for a task that is removed', async () => {
    const id = await gateway.submit({ content: 'removed', delay_ms: 60_000 });
    const redis = gateway.app.get(RedisConnections).commands;
    const waiting = another.http.get(`/tasks/${id}?wait=30`).then(({ status }) => status);
    await eventually('the waiter', async () => {
      const channels = await redis.pubsub('CHANNELS', `*${id}`);
      return channels.length > 0;
    });
    await redis.del(keyOf(id));
    await redis.publish(doorbellOf(id), 'change');
    expect(await waiting).toBe(404);
    await redis.zrem(`${env.KEY_PREFIX}:tasks`, id);
  });

  const keyOf = (id: string) => `${env.KEY_PREFIX}:task:${id}`;
  const doorbellOf = (id: string) => `${env.KEY_PREFIX}:doorbell:${id}`;

  it('of 300 at once takes one subscriber connection and leaves no subscription', async () => {
    const redis = gateway.app.get(RedisConnections).commands;
    const id = await gateway.submit({ content: 'crowd [sleep 700ms] [say x]' });
    const before = await subscribers();
    const waiting = Array.from({ length: 300 }, () =>
      fetch(`${gateway.url}/tasks/${id}?wait=30`).then((answer) => answer.json()),
    );
    const answers = (await Promise.all(waiting)) as TaskDto[];
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['completed']));
    expect(await subscribers()).toBe(before);
    await eventually(
      'no subscription',
      async () => (await redis.pubsub('CHANNELS', `*${id}`)).length === 0,
    );

    async function subscribers(): Promise<number> {
      const clients = (await redis.client('LIST')) as string;
      return clients.split('\n').filter((line) => /cmd=(un)?subscribe/.test(line)).length;
    }
  });
});

describe('Prefer: wait', () => {
  const submit = (content: string, prefer: string) =>
    gateway.http.post('/tasks').set('prefer', prefer).send({ content });

  it('answers with the task that has ended in time', async () => {
    const { body, headers } = await submit('soon [say x]', 'respond-async, wait=20').expect(200);
    expect(body).toMatchObject({ status: 'completed', result: 'x' });
    expect(headers['preference-applied']).toBe('wait=20');
    expect(headers.location).toBe(`/tasks/${(body as TaskDto).task_id}`);
  });

  it('answers as ever where it has not', async () => {
    const { body } = await submit('late [hang]', 'wait=1').expect(202);
    await gateway.http.post(`/tasks/${(body as TaskDto).task_id}/cancel`);
  });

  it('is ignored where it makes no sense', async () => {
    await submit('odd [say x]', 'wait=soon').expect(202);
  });
});

describe('ETag', () => {
  it('spares what did not change', async () => {
    const id = await gateway.submit({ content: 'tag', delay_ms: 60_000 });
    const { etag = '' } = (await gateway.http.get(`/tasks/${id}`).expect(200)).headers;
    await gateway.http.get(`/tasks/${id}`).set('if-none-match', etag).expect(304, '');
    await gateway.http.post(`/tasks/${id}/cancel`).expect(200);
    await gateway.http.get(`/tasks/${id}`).set('if-none-match', etag).expect(200);
  });
});

describe('GET /tasks/{id}/attempts', () => {
  it('tells how each run went', async () => {
    const id = await gateway.submit({
      content: 'history [first 2 break] [say x]',
      retry: 'always',
    });
    await gateway.status(id, 'completed');
    const { body } = await gateway.http.get(`/tasks/${id}/attempts`).expect(200);
    const run = { worker: expect.any(String), started_at: expect.any(String) };
    const broken = { outcome: 'failed', error: { code: 'outcome_unknown' }, ...run };
    expect(body).toMatchObject({
      data: [
        { number: 1, ...broken },
        { number: 2, ...broken },
        { number: 3, outcome: 'completed', error: null, ended_at: expect.any(String), ...run },
      ],
    });
  });

  it('has the run that goes on', async () => {
    const id = await gateway.submit({ content: 'going on [hang]' });
    await gateway.status(id, 'running');
    const { body } = await gateway.http.get(`/tasks/${id}/attempts`).expect(200);
    expect(body).toMatchObject({ data: [{ number: 1, outcome: 'running', ended_at: null }] });
    await gateway.http.post(`/tasks/${id}/cancel`).expect(202);
  });
});

describe('Idempotency-Key', () => {
  it('sent 50 times at once, to two gateways, makes one task', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        (i % 2 ? gateway : another).http
          .post('/tasks')
          .set('idempotency-key', 'crowd')
          .send({
            content: 'one',
            metadata: i % 3 ? { a: '1', b: '2' } : { b: '2', a: '1' },
            delay_ms: 60_000,
          })
          .expect(202),
      ),
    );
    expect(new Set(answers.map(({ body }) => (body as TaskDto).task_id)).size).toBe(1);
    expect(answers.filter(({ headers }) => !headers['idempotency-replayed'])).toHaveLength(1);
  });

  it('compares what applies: defaults that are written out, times however they are written', async () => {
    const submit = (task: object) =>
      gateway.http.post('/tasks').set('idempotency-key', 'values').send(task).expect(202);
    const at = '2026-12-24T18:00:00';
    const first = await submit({ content: 'v', run_at: `${at}Z` });
    const again = await submit({
      content: 'v',
      run_at: `${at}.000+00:00`,
      priority: 5,
      retry: 'safe',
    });
    expect(again.body).toEqual(first.body);
  });

  it('stays known when its task has ended, and goes with its task', async () => {
    const submit = () =>
      gateway.http.post('/tasks').set('idempotency-key', 'k').send({ content: 'k [say x]' });
    const id = ((await submit().expect(202)).body as TaskDto).task_id;
    await gateway.status(id, 'completed');
    expect((await submit().expect(202)).body).toMatchObject({ task_id: id });
    await gateway.http.delete(`/tasks/${id}`).expect(204);
    expect(((await submit().expect(202)).body as TaskDto).task_id).not.toBe(id);
  });
});

describe('what waits', () => {
  it('has a place in the queue, by priority', async () => {
    const idle = await GatewayApp.open(testEnv());
    try {
      const [low, high] = [
        await idle.submit({ content: 'low', priority: 1 }),
        await idle.submit({ content: 'high', priority: 9 }),
      ];
      const place = (id: string) =>
        idle.until(id, 'a place', ({ queue_position: position }) => position !== null);
      expect(await place(high)).toMatchObject({ queue_position: 1, waiting_for: 'worker' });
      expect(await place(low)).toMatchObject({ queue_position: 2 });
      const later = await idle.submit({ content: 'later', run_at: new Date(Date.now() + 60_000) });
      expect(await idle.task(later)).toMatchObject({ queue_position: null, waiting_for: 'run_at' });
    } finally {
      await idle.close();
      await removeKeys(idle.config);
    }
  });
});

describe('languages', () => {
  it.each([
    [undefined, 'zh', '任务已提交，正在处理中'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh', '任务已提交，正在处理中'],
    ['en-US,en;q=0.9', 'en', 'The task was accepted and is being processed'],
    ['fr', 'zh', '任务已提交，正在处理中'],
  ])('Accept-Language: %s', async (accepted, language, message) => {
    const request = gateway.http.post('/tasks').send({ content: 'l', delay_ms: 60_000 });
    if (accepted !== undefined) void request.set('accept-language', accepted);
    const { body, headers } = await request.expect(202);
    expect(headers['content-language']).toBe(language);
    expect(body).toMatchObject({ message });
  });
});

describe('agents', () => {
  it('may be named by the model', async () => {
    const id = await gateway.submit({ content: 'm [say x]', model: 'openclaw/research' });
    expect(await gateway.status(id, 'completed')).toMatchObject({ agent_id: 'research' });
  });

  it('may be left to V1 in the model', async () => {
    const task = { content: 'm', model: 'openclaw/default', agent_id: 'main', delay_ms: 60_000 };
    expect(await gateway.task(await gateway.submit(task))).toMatchObject({ agent_id: 'main' });
  });

  it('named twice must be the same', async () => {
    const task = { content: 'm', model: 'openclaw/research', agent_id: 'main' };
    const { body } = await gateway.http.post('/tasks').send(task).expect(400);
    expect(body).toMatchObject({ errors: [{ field: 'agent_id' }] });
  });
});
