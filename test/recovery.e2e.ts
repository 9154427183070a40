import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RedisServer, startRedisServer } from '../src/launcher/redis.server.js';
import { startV1Simulator, type V1Simulator } from '../src/launcher/simulator/v1.simulator.js';
import { Keys } from '../src/redis/keys.js';
import { RedisConnections } from '../src/redis/redis.connections.js';
import { Reconciler } from '../src/tasks/reconciler.js';
import { TaskQueue } from '../src/tasks/task.queue.js';
import { TaskStore } from '../src/tasks/task.store.js';
import { TaskTransitions } from '../src/tasks/task.transitions.js';
import type { TaskDto } from '../src/gateway/task.dto.js';
import { eventually } from './support/eventually.js';
import { freePort } from './support/free-port.js';
import { GatewayApp } from './support/gateway-app.js';
import { RedisGate } from './support/queue-gate.js';
import { Processes } from './support/processes.js';
import { removeKeys, testEnv } from './support/test-redis.js';

/** As many submits at once as a busy machine answers in time. */
const AT_ONCE = 50;

let v1: V1Simulator;
beforeAll(async () => {
  v1 = await startV1Simulator({ token: 'token' });
});
afterAll(() => v1.close());

/** Leases as short as may be, so that a death is noticed soon. */
const envOf = (more: Record<string, string> = {}) =>
  testEnv({
    V1_URL: v1.url,
    V1_TOKEN: 'token',
    LEASE_MS: '1000',
    RECONCILE_INTERVAL_MS: '200',
    ...more,
  });

const runsOf = (prompt: string) => v1.runs.filter((run) => run.prompt === prompt);

describe('workers', () => {
  let processes: Processes;
  let gateway: GatewayApp;
  let env: Record<string, string>;

  beforeEach(async () => {
    processes = new Processes();
    env = envOf({ V1_MAX_CONCURRENT: '40', WORKER_CONCURRENCY: '20', DRAIN_TIMEOUT_MS: '500' });
    gateway = await GatewayApp.open(env);
  });
  afterEach(async () => {
    await processes.killAll();
    await gateway.close();
    await removeKeys(gateway.config);
  });

  it('one of which is killed cost no task a second run, and none is lost', async () => {
    const [victim] = await Promise.all([
      processes.start('worker', env),
      processes.start('worker', env),
    ]);
    const prompts = Array.from({ length: 500 }, (_, i) => `kill ${i} [tokens 8] [every 40ms]`);
    const ids: string[] = [];
    while (ids.length < prompts.length) {
      const some = prompts.slice(ids.length, ids.length + AT_ONCE);
      ids.push(...(await Promise.all(some.map((content) => gateway.submit({ content })))));
    }

    const counts = async () =>
      ((await gateway.http.get('/')).body as { tasks: Record<string, number> }).tasks;
    await eventually('tasks of every kind', async () => {
      const { pending = 0, running = 0, completed = 0 } = await counts();
      return pending > 100 && running > 20 && completed > 20;
    });
    victim.kill('SIGKILL');
    await eventually(
      'an end of every task',
      async () => {
        const { pending, running } = await counts();
        return pending === 0 && running === 0;
      },
      60_000,
    );

    const tasks = await Promise.all(ids.map((id) => gateway.task(id)));
    const lost = tasks.filter(({ status }) => status === 'failed');
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.length).toBeLessThanOrEqual(20);
    expect(new Set(lost.map(({ error }) => error?.code))).toEqual(new Set(['outcome_unknown']));
    expect(tasks.filter(({ status }) => status === 'completed')).toHaveLength(500 - lost.length);
    for (const task of tasks) expectAtMostOneRun(task);
  }, 90_000);

  function expectAtMostOneRun({ content, status }: TaskDto): void {
    const runs = runsOf(content ?? '').length;
    expect({ content, runs, atMost: 1 }).toEqual({ content, runs: Math.min(runs, 1), atMost: 1 });
    if (status === 'completed') expect(runs).toBe(1);
  }

  it('that are told to stop let their runs end', async () => {
    const worker = await processes.start('worker', env);
    const id = await gateway.submit({ content: 'drain [tokens 10] [every 20ms]' });
    await gateway.status(id, 'running');
    worker.kill('SIGTERM');
    expect(await gateway.status(id, 'completed')).toMatchObject({ attempt: 1 });
    expect(await worker.exit()).toBe(0);
  });

  it('that are told to stop end what takes too long, by policy', async () => {
    const worker = await processes.start('worker', env);
    const safe = await gateway.submit({ content: 'drain safe [hang]' });
    const always = await gateway.submit({ content: 'drain always [hang]', retry: 'always' });
    await gateway.status(safe, 'running');
    await gateway.status(always, 'running');
    worker.kill('SIGTERM');
    expect(await worker.exit()).toBe(0);
    expect(await gateway.task(safe)).toMatchObject({
      status: 'failed',
      error: { code: 'worker_stopped' },
    });
    expect(await gateway.task(always)).toMatchObject({ status: 'pending', attempt: 1 });
    expect(runsOf('drain safe [hang]')).toMatchObject([{ state: 'aborted' }]);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('end at once at a second %s, with an exit code that tells', async (signal, code) => {
    const worker = await processes.start('worker', {
      ...env,
      DRAIN_TIMEOUT_MS: '60000',
      LOG_LEVEL: 'info',
    });
    const id = await gateway.submit({ content: `twice ${signal} [hang]` });
    await gateway.status(id, 'running');
    worker.kill(signal);
    await worker.printed('Waiting for 1 runs to end');
    worker.kill(signal);
    expect(await worker.exit()).toBe(code);
    // Nobody could write its end; the lease runs out instead.
    expect(await gateway.status(id, 'failed')).toMatchObject({
      error: { code: 'outcome_unknown' },
    });
  });

  it.each(['gateway', 'worker'] as const)(
    'and gateways stop though a client is connected that says nothing (%s)',
    async (entry) => {
      const running = await processes.start(entry, env);
      const silent = connect(Number(new URL(running.url).port), '127.0.0.1');
      silent.on('error', () => undefined);
      await once(silent, 'connect');
      running.kill('SIGTERM');
      // Far less than Node itself would wait for such a connection.
      expect(await running.exit(10_000)).toBe(0);
      silent.destroy();
    },
  );

  it('hear of a cancel though its broadcast is lost', async () => {
    await processes.start('worker', env);
    const id = await gateway.submit({ content: 'unheard [hang]' });
    await gateway.status(id, 'running');
    await gateway.app.get(TaskTransitions).apply(id, { type: 'cancel' });
    await gateway.status(id, 'cancelled');
    expect(runsOf('unheard [hang]')).toMatchObject([{ state: 'aborted' }]);
  });

  it('do not stop a run for a cancel that was meant for an earlier one', async () => {
    await processes.start('worker', env);
    const id = await gateway.submit({
      content: 'late cancel [tokens 20] [every 25ms]',
      delay_ms: 60_000,
    });
    await gateway.http.post(`/tasks/${id}/cancel`).expect(200);
    await gateway.http.post(`/tasks/${id}/retry`).expect(202);
    await gateway.until(id, 'output', ({ result }) => (result ?? '') !== '');
    const { task } = (await gateway.app.get(TaskStore).read(id)) ?? {};
    if (!task) throw new Error('no task');
    await gateway.app.get(TaskQueue).cancel({ ...task, delivery: 1 });
    expect(await gateway.status(id, 'completed')).toMatchObject({ attempt: 1 });
  });

  it('are not held up by a task that cannot be read, or by one whose record is gone', async () => {
    const redis = gateway.app.get(RedisConnections).commands;
    const keys = gateway.app.get(Keys);
    const [broken, gone, due] = [
      await gateway.submit({ content: 'broken', delay_ms: 60_000 }),
      await gateway.submit({ content: 'gone', delay_ms: 60_000 }),
      await gateway.submit({ content: 'due', expires_in_ms: 1 }),
    ];
    await redis.hset(keys.task(broken), 'error', 'no JSON');
    await redis.unlink(keys.task(gone));
    for (const id of [broken, gone]) await redis.zadd(keys.due('owed'), 1, id);
    await gateway.app.get(Reconciler).reconcile();
    await gateway.status(due, 'failed');
    expect(await redis.zscore(keys.due('owed'), gone)).toBeNull();
    expect(await redis.zscore(keys.all(), gone)).toBeNull();
    await redis.hdel(keys.task(broken), 'error');
  });

  it('leave no job behind when they expire', async () => {
    const redis = gateway.app.get(RedisConnections).commands;
    const id = await gateway.submit({ content: 'not in time', expires_in_ms: 500 });
    const job = `${gateway.app.get(Keys).queuePrefix()}:work:${id}.1`;
    await eventually('its job', () => redis.exists(job));
    const { expires_at: end } = await gateway.task(id);
    await eventually('the end of its time', () => Date.now() > Date.parse(end));
    await gateway.app.get(Reconciler).reconcile();
    expect(await gateway.task(id)).toMatchObject({ status: 'failed', error: { code: 'expired' } });
    await eventually('the end of its job', async () => (await redis.exists(job)) === 0);
  });

  it('get a delivery again whose job was thrown away', async () => {
    const id = await gateway.submit({ content: 'owed [say here]' });
    const redis = gateway.app.get(RedisConnections).commands;
    const keys = gateway.app.get(Keys);
    const jobs = `${keys.queuePrefix().replace(/[{}]/g, '\\$&')}*`;
    await eventually('the job', async () => (await redis.keys(jobs)).length > 0);
    await redis.unlink(await redis.keys(jobs));
    await processes.start('worker', env);
    await redis.zadd(keys.due('owed'), 1, id);
    await gateway.app.get(Reconciler).reconcile();
    expect(await gateway.status(id, 'completed')).toMatchObject({ result: 'here', attempt: 1 });
  });
});

describe('Redis', () => {
  let processes: Processes;
  let gateway: GatewayApp;
  let redis: RedisServer;
  let dataDir: string;
  let port: number;

  const startRedis = () => startRedisServer({ port, dataDir, log: () => undefined });

  beforeEach(async () => {
    processes = new Processes();
    dataDir = await mkdtemp(join(tmpdir(), 'openclaw-test-redis-'));
    port = await freePort();
    redis = await startRedis();
    const env = envOf({ REDIS_URL: `redis://127.0.0.1:${port}`, LEASE_MS: '20000' });
    gateway = await GatewayApp.open(env);
    await processes.start('worker', env);
  });
  afterEach(async () => {
    process.kill(redis.pid, 'SIGCONT');
    await processes.killAll();
    await gateway.close();
    await redis.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('frozen means 503 soon, no crash, and everything goes on by itself after it', async () => {
    const running = await gateway.submit({ content: 'through the frost [tokens 30] [every 50ms]' });
    await gateway.status(running, 'running');
    process.kill(redis.pid, 'SIGSTOP');
    const deadlineMs = 2_000; // for a machine under load; the bound is 800 ms for each command
    const [submit, get, cancel] = await Promise.all([
      gateway.http.post('/tasks').send({ content: 'x' }).timeout(deadlineMs),
      gateway.http.get(`/tasks/${running}`).timeout(deadlineMs),
      gateway.http.post(`/tasks/${running}/cancel`).timeout(deadlineMs),
    ]);
    for (const { status, body, headers } of [submit, get, cancel]) {
      expect(status).toBe(503);
      expect(body).toMatchObject({ code: 'store_unavailable' });
      expect(headers['retry-after']).toBe('1');
    }
    expect(submit.body).toMatchObject({ detail: expect.stringContaining('Idempotency-Key') });
    expect((await gateway.http.get('/health/ready').timeout(deadlineMs)).status).toBe(503);
    expect((await gateway.http.get('/').timeout(deadlineMs)).body).toMatchObject({ redis: 'down' });

    process.kill(redis.pid, 'SIGCONT');
    await eventually('a submit', async () => {
      const { status } = await gateway.http.post('/tasks').send({ content: 'thaw [say x]' });
      return status === 202;
    });
    // The cancel was not acknowledged: it may have been executed.
    const ended = await gateway.until(running, 'an end', ({ finished_at: at }) => at !== null);
    expect(['completed', 'cancelled']).toContain(ended.status);
  });

  it('cut off again and again, also while it is subscribed to anew, ends no process', async () => {
    const gate = new RedisGate(new URL(`redis://127.0.0.1:${port}`));
    await gate.open();
    const env = envOf({
      REDIS_URL: `redis://127.0.0.1:${gate.port}`,
      KEY_PREFIX: '{gate}',
      // It is about the connections, and not about how long a lease can do without.
      LEASE_MS: '20000',
    });
    const [worker, front] = await Promise.all([
      processes.start('worker', env),
      processes.start('gateway', env),
    ]);
    const submitted = await fetch(`${front.url}/tasks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ content: 'through the cuts [sleep 4s] [say here]' }),
    });
    const { task_id: id } = (await submitted.json()) as { task_id: string };
    const wait = async (): Promise<unknown> => {
      const answer = await fetch(`${front.url}/tasks/${id}?wait=30`);
      // Cut off before or after it waited, the answer is 503: ask again.
      return answer.status === 503 ? wait() : answer.json();
    };
    const waiting = wait();
    const redisItself = gateway.app.get(RedisConnections).commands;
    await eventually(
      'the waiter',
      async () => (await redisItself.pubsub('CHANNELS', `*${id}`)).length > 0,
    );
    for (let cut = 0; cut < 6; cut++) {
      await gate.shut();
      await gate.open();
      await eventually('a connection', () => gate.connections > 0);
      if (cut % 2) gate.freeze();
    }
    await gate.shut();
    await gate.open();
    expect(await waiting).toMatchObject({ status: 'completed', result: 'here', attempt: 1 });
    expect([worker.running, front.running]).toEqual([true, true]);
    await processes.killAll();
    await gate.shut();
  });

  it.each(['frozen', 'gone'] as const)(
    '%s does not keep a process from stopping',
    async (how) => {
      const env = envOf({ REDIS_URL: `redis://127.0.0.1:${port}`, DRAIN_TIMEOUT_MS: '100' });
      const started = await Promise.all([
        processes.start('worker', env),
        processes.start('gateway', env),
      ]);
      if (how === 'frozen') process.kill(redis.pid, 'SIGSTOP');
      else await redis.stop();
      for (const each of started) each.kill('SIGTERM');
      // Each thing that is closed waits for Redis in vain, for a bounded time.
      const deadlineMs = 40_000;
      expect(await Promise.all(started.map((each) => each.exit(deadlineMs)))).toEqual([0, 0]);
      if (how === 'gone') redis = await startRedis();
    },
    60_000,
  );

  it('restarted loses nothing: what ran goes on, what waits runs', async () => {
    const running = await gateway.submit({ content: 'over a restart [tokens 40] [every 50ms]' });
    await gateway.until(running, 'output', ({ result }) => (result ?? '') !== '');
    await redis.stop();
    redis = await startRedis();
    const done = await gateway.until(running, 'an end', ({ finished_at: at }) => at !== null);
    expect(done).toMatchObject({ status: 'completed', attempt: 1 });
    expect(done.result?.split(' ')).toHaveLength(40);
    expect(runsOf('over a restart [tokens 40] [every 50ms]')).toHaveLength(1);
    const next = await gateway.submit({ content: 'after it [say y]' });
    await gateway.status(next, 'completed');

    const hanging = await gateway.submit({ content: 'cancelled after it [hang]' });
    await gateway.status(hanging, 'running');
    await gateway.http.post(`/tasks/${hanging}/cancel`).expect(202);
    // The next renewal would tell the worker, too, but later than this.
    const broadcastMs = 4_000;
    await eventually(
      'the cancel',
      async () => (await gateway.task(hanging)).status === 'cancelled',
      broadcastMs,
    );
  });
});
