import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RedisServer, startRedisServer } from '../src/launcher/redis.server.js';
import { startV1Simulator, type V1Simulator } from '../src/launcher/simulator/v1.simulator.js';
import { eventually } from './support/eventually.js';
import { freePort } from './support/free-port.js';
import { GatewayApp } from './support/gateway-app.js';
import { Processes, type RunningProcess } from './support/processes.js';
import { type Scrape, scrape } from './support/scrape.js';
import { configOf, removeKeys, testEnv } from './support/test-redis.js';

let v1: V1Simulator;
beforeAll(async () => {
  v1 = await startV1Simulator({ token: 'token' });
});
afterAll(() => v1.close());

const envOf = (more: Record<string, string> = {}) =>
  testEnv({ V1_URL: v1.url, V1_TOKEN: 'token', RECONCILE_INTERVAL_MS: '100', ...more });

const post = (url: string, task: object, headers: Record<string, string> = {}) =>
  fetch(`${url}/tasks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(task),
  });

describe('/metrics', () => {
  const processes = new Processes();
  let env: Record<string, string>;
  let gateway: RunningProcess;
  let worker: RunningProcess;
  let ofGateway: Scrape;
  let ofWorker: Scrape;

  beforeAll(async () => {
    env = envOf({ RETRY_BACKOFF_MS: '10', RETRY_BACKOFF_MAX_MS: '20', MAX_CONTENT_BYTES: '1000' });
    gateway = await processes.start('gateway', env);
    worker = await processes.start('worker', env);

    const key = { 'idempotency-key': 'once' };
    const well = { content: 'well [say x]' };
    expect((await post(gateway.url, well, key)).status).toBe(202);
    expect((await post(gateway.url, well, key)).status).toBe(202);
    expect((await post(gateway.url, { content: 'else' }, key)).status).toBe(422);
    const busy = { content: '[first 1 status 503] [say y]' };
    expect((await post(gateway.url, busy)).status).toBe(202);
    expect((await post(gateway.url, { content: '[say z] [error 502]' })).status).toBe(202);
    expect((await post(gateway.url, { content: 'late', delay_ms: 60_000 })).status).toBe(202);
    await fetch(`${gateway.url}/tasks/01934f6e-5b1a-7c3e-9a52-0d6a8f1b2c3d`);
    await fetch(`${gateway.url}/no/such/route`);

    await eventually('an end of three runs', async () => {
      ofWorker = await scrape(worker.url);
      const { value } = ofWorker;
      const ended = ['completed', 'failed'].map((outcome) =>
        value('openclaw_task_runs_total', { outcome }),
      );
      return ended[0] === 2 && ended[1] === 1 && value('openclaw_worker_runs') === 0;
    });
    ofGateway = await scrape(gateway.url);
  });
  afterAll(async () => {
    await processes.killAll();
    await removeKeys(configOf(env));
  });

  it('is in the text format of Prometheus and tells the mode', () => {
    for (const { contentType } of [ofGateway, ofWorker]) {
      expect(contentType).toBe('text/plain; version=0.0.4; charset=utf-8');
    }
    expect(ofGateway.value('openclaw_build_info', { mode: 'gateway' })).toBe(1);
    expect(ofWorker.value('openclaw_build_info', { mode: 'worker' })).toBe(1);
  });

  it('counts submits by outcome', () => {
    const submits = (labels: Record<string, string>) =>
      ofGateway.value('openclaw_task_submits_total', labels);
    expect(submits({ outcome: 'accepted' })).toBe(4);
    expect(submits({ outcome: 'replayed' })).toBe(1);
    expect(submits({ outcome: 'refused' })).toBe(1);
    expect(submits({ outcome: 'refused', code: 'idempotency_key_reused' })).toBe(1);
  });

  it('counts runs by outcome, their times, and failures by code', () => {
    const { value } = ofWorker;
    const runs = (outcome: string) => value('openclaw_task_runs_total', { outcome });
    expect(['completed', 'failed', 'not_begun', 'retried', 'cancelled', 'lost'].map(runs)).toEqual([
      2, 1, 1, 0, 0, 0,
    ]);
    expect(value('openclaw_v1_errors_total', { code: 'v1_error' })).toBe(1);
    expect(value('openclaw_v1_errors_total', { code: 'v1_unavailable' })).toBe(1);
    expect(value('openclaw_v1_errors_total')).toBe(2);
    // Three first tries; the one after the backoff is none.
    expect(value('openclaw_task_wait_seconds_count')).toBe(3);
    expect(value('openclaw_task_wait_seconds_sum')).toBeLessThan(15);
    expect(value('openclaw_task_run_seconds_count', { outcome: 'completed' })).toBe(2);
    expect(value('openclaw_task_run_seconds_sum')).toBeGreaterThan(0);
  });

  it('shows the whole system in both modes', () => {
    for (const { value } of [ofGateway, ofWorker]) {
      expect(value('openclaw_tasks', { status: 'completed' })).toBe(2);
      expect(value('openclaw_tasks', { status: 'failed' })).toBe(1);
      expect(value('openclaw_tasks', { status: 'pending' })).toBe(1);
      expect(value('openclaw_queue_depth')).toBe(1);
      expect(value('openclaw_workers_alive')).toBe(1);
      expect(value('openclaw_redis_up')).toBe(1);
      expect(value('openclaw_redis_round_trip_seconds')).toBeGreaterThan(0);
      expect(value('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
      expect(value('process_resident_memory_bytes')).toBeGreaterThan(0);
    }
    expect(ofWorker.value('openclaw_v1_up')).toBe(1);
  });

  it('counts HTTP answers by the pattern of their route, and has no id anywhere', () => {
    const requests = (labels: Record<string, string>) =>
      ofGateway.value('openclaw_http_requests_total', labels);
    expect(requests({ method: 'POST', route: '/tasks', status: '202' })).toBe(5);
    expect(requests({ method: 'POST', route: '/tasks', status: '422' })).toBe(1);
    expect(requests({ route: '/tasks/:id', status: '404' })).toBe(1);
    expect(requests({ route: 'none', status: '404' })).toBe(1);
    for (const { text } of [ofGateway, ofWorker]) {
      expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-|well|once/);
    }
  });

  it('has every metric that the dashboard asks for', async () => {
    const file = join(import.meta.dirname, '..', 'docs', 'grafana-dashboard.json');
    const dashboard = JSON.parse(await readFile(file, 'utf8')) as {
      panels: { targets?: { expr: string; datasource: { uid: string } }[] }[];
    };
    const targets = dashboard.panels.flatMap(({ targets: each }) => each ?? []);
    expect(new Set(targets.map(({ datasource }) => datasource.uid))).toEqual(
      new Set(['${DS_PROMETHEUS}']),
    );
    const ours = /\b(?:openclaw|nodejs|process)_[a-z0-9_]+/g;
    const asked = new Set(targets.flatMap(({ expr }) => expr.match(ours) ?? []));
    const shown = new Set([...ofGateway.names, ...ofWorker.names]);
    const base = (name: string) => name.replace(/_(bucket|sum|count)$/, '');
    const isShown = (name: string) => shown.has(name) || shown.has(base(name));
    expect([...asked].filter((name) => !isShown(name))).toEqual([]);
    // And the other way round: what we count, somebody looks at.
    const looked = new Set([...asked].map((name) => (shown.has(name) ? name : base(name))));
    const unseen = [...shown].filter((name) => name.startsWith('openclaw_') && !looked.has(name));
    expect(unseen).toEqual([]);
  });
});

describe('/metrics of a gateway', () => {
  it('needs a key where keys are set', async () => {
    const secret = 'a-secret-of-the-test';
    const gateway = await GatewayApp.open(envOf({ API_KEYS: `me:${secret}` }));
    try {
      await gateway.http.get('/metrics').expect(401);
      await gateway.http.get('/metrics').set('authorization', `Bearer ${secret}`).expect(200);
    } finally {
      await gateway.close();
      await removeKeys(gateway.config);
    }
  });

  it('counts for itself, though others live in the same process', async () => {
    const env = envOf();
    const [one, other] = [await GatewayApp.open(env), await GatewayApp.open(env)];
    await one.submit({ content: 'x', delay_ms: 60_000 });
    const accepted = async ({ url }: GatewayApp) =>
      (await scrape(url)).value('openclaw_task_submits_total', { outcome: 'accepted' });
    expect([await accepted(one), await accepted(other)]).toEqual([1, 0]);
    await Promise.all([one.close(), other.close()]);
    await removeKeys(one.config);
  });

  it('counts what the reconciler does', async () => {
    const gateway = await GatewayApp.open(envOf());
    const id = await gateway.submit({ content: 'nobody runs it', expires_in_ms: 1 });
    await gateway.status(id, 'failed');
    const { value } = await scrape(gateway.url);
    expect(value('openclaw_reconciler_actions_total', { action: 'expired' })).toBe(1);
    expect(value('openclaw_reconciler_actions_total', { action: 'evicted' })).toBe(0);
    await gateway.close();
    await removeKeys(gateway.config);
  });
});

describe('without Redis', () => {
  const processes = new Processes();
  let redis: RedisServer;
  let dataDir: string;
  let port: number;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'openclaw-test-redis-'));
    port = await freePort();
    redis = await startRedisServer({ port, dataDir, log: () => undefined });
  });
  afterAll(async () => {
    await processes.killAll();
    await redis.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('both modes answer a scrape, and say that it is away', async () => {
    const env = envOf({ REDIS_URL: `redis://127.0.0.1:${port}` });
    const both = await Promise.all([
      processes.start('gateway', env),
      processes.start('worker', env),
    ]);
    const up = async ({ url }: RunningProcess) => (await scrape(url)).value('openclaw_redis_up');
    expect(await Promise.all(both.map(up))).toEqual([1, 1]);

    process.kill(redis.pid, 'SIGSTOP');
    try {
      for (const { value, text } of await Promise.all(both.map(({ url }) => scrape(url)))) {
        expect(value('openclaw_redis_up')).toBe(0);
        expect(text).toMatch(/^openclaw_queue_depth\{.*\} NaN$/im);
        expect(text).not.toMatch(/^openclaw_tasks\{/m);
        expect(value('process_resident_memory_bytes')).toBeGreaterThan(0);
      }
    } finally {
      process.kill(redis.pid, 'SIGCONT');
    }
    for (const each of both) await eventually('Redis again', async () => (await up(each)) === 1);

    await redis.stop();
    expect(await Promise.all(both.map(up))).toEqual([0, 0]);
  });
});
