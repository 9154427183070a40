import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Queue, Worker } from 'bullmq';
import { startV1Simulator, type V1Simulator } from '../src/launcher/simulator/v1.simulator.js';
import { BURST_QUEUE } from '../src/messaging/burst.transport.js';
import { WORK_QUEUE } from '../src/messaging/messaging.module.js';
import { Keys } from '../src/redis/keys.js';
import { TASK_BURST } from '../src/tasks/task.messages.js';
import { TaskQueue } from '../src/tasks/task.queue.js';
import { TaskService } from '../src/tasks/task.service.js';
import { eventually } from './support/eventually.js';
import { GatewayApp } from './support/gateway-app.js';
import { Processes } from './support/processes.js';
import { configOf, removeKeys, testEnv } from './support/test-redis.js';

const TASKS = 60;
const PLACES = 4;
const BY = { client: 'local', idempotencyKey: null };

const processes = new Processes();
let v1: V1Simulator;
let env: Record<string, string>;
let gateway: GatewayApp;
let work: Queue;
let bursts: Queue;

beforeAll(async () => {
  v1 = await startV1Simulator({ token: 'token' });
});
afterAll(() => v1.close());

beforeEach(async () => {
  env = testEnv({
    V1_URL: v1.url,
    V1_TOKEN: 'token',
    V1_MAX_CONCURRENT: String(PLACES),
    WORKER_CONCURRENCY: String(PLACES),
  });
  gateway = await GatewayApp.open(env);
  const at = { connection: configOf(env).redis, prefix: new Keys(configOf(env)).queuePrefix() };
  work = new Queue(WORK_QUEUE, at);
  bursts = new Queue(BURST_QUEUE, at);
});
afterEach(async () => {
  await processes.killAll();
  await gateway.close();
  await Promise.all([work.close(), bursts.close()]);
  await removeKeys(configOf(env));
});

/** Submits in one turn of the event loop. */
const submitAtOnce = async (tasks: object[]): Promise<string[]> => {
  const service = gateway.app.get(TaskService);
  const submitted = await Promise.all(tasks.map((task) => service.submit(task, BY)));
  return submitted.map(({ id }) => id);
};

const many = (count: number, task: (i: number) => object): object[] =>
  Array.from({ length: count }, (_, i) => task(i));

/** What V1 was asked since, in that order. */
const promptsSince = (runs: number): string[] => v1.runs.slice(runs).map(({ prompt }) => prompt);

const untilQueued = (count: number): Promise<unknown> =>
  eventually('a message for each', async () => (await work.getPrioritizedCount()) === count);

const untilEnded = (count: number): Promise<unknown> =>
  eventually('an end of each', async () => {
    const { body } = await gateway.http.get('/');
    const { completed = 0 } = (body as { tasks: Record<string, number> }).tasks;
    return completed === count;
  });

describe('tasks that come all at once', () => {
  it('are few messages, and are run once each', async () => {
    const before = v1.runs.length;
    const tasks = many(TASKS, (i) => ({ content: `once ${i}` }));
    const ids = await submitAtOnce(tasks);
    await eventually('the messages', async () => (await bursts.getWaitingCount()) > 0);
    const waiting = await bursts.getWaiting();
    expect(waiting.map(({ name }) => name)).toEqual(waiting.map(() => TASK_BURST));
    expect(waiting.length).toBeLessThanOrEqual(TASKS / 8);
    expect(await work.getPrioritizedCount()).toBeLessThan(8);

    // One that is cancelled while its message waits is not run, and one that is queued already not twice.
    const [cancelled = '', queued = ''] = ids;
    await gateway.http.post(`/tasks/${cancelled}/cancel`).expect(200);
    await gateway.app.get(TaskQueue).deliver({ id: queued, delivery: 1, priority: 9 }, 0);

    await processes.start('worker', env);
    await untilEnded(TASKS - 1);
    expect(await gateway.task(cancelled)).toMatchObject({ status: 'cancelled', attempt: 0 });
    const prompts = promptsSince(before);
    expect(prompts).toHaveLength(TASKS - 1);
    expect(new Set(prompts)).toEqual(new Set(ids.slice(1).map((_, i) => `once ${i + 1}`)));
    // A task has ended before the queue knows.
    await eventually('empty queues', async () => {
      const left = await Promise.all([work, bursts].map((queue) => queue.getJobCountByTypes()));
      return left.every((count) => count === 0);
    });
  }, 60_000);

  it('have their places while no run may begin, and begin the most urgent first', async () => {
    await processes.start('worker', env);
    const holders = await submitAtOnce(many(PLACES, () => ({ content: '[hang]' })));
    await Promise.all(holders.map((id) => gateway.status(id, 'running')));
    const low = [];
    for (let i = 0; i < PLACES; i++)
      low.push(await gateway.submit({ content: 'low', priority: 0 }));
    const high = await submitAtOnce(many(TASKS, () => ({ content: 'high', priority: 9 })));
    await untilQueued(PLACES + TASKS);
    const places = await Promise.all(
      [...high, ...low].map(async (id) => (await gateway.task(id)).queue_position),
    );
    const urgent = places.slice(0, TASKS).map(Number);
    expect(urgent.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: TASKS }, (_, i) => i + 1),
    );
    expect(
      places
        .slice(TASKS)
        .map(Number)
        .toSorted((a, b) => a - b),
    ).toEqual(Array.from({ length: PLACES }, (_, i) => TASKS + i + 1));

    const before = v1.runs.length;
    await Promise.all(holders.map((id) => gateway.http.post(`/tasks/${id}/cancel`).expect(202)));
    await untilEnded(TASKS + PLACES);
    const prompts = promptsSince(before);
    // Runs that begin within one moment may reach V1 in any order.
    expect(prompts.slice(0, TASKS - PLACES)).not.toContain('low');
    expect(prompts.filter((prompt) => prompt === 'low')).toHaveLength(PLACES);
  }, 60_000);

  it('have their places while V1 is away', async () => {
    const away = { V1_URL: 'http://127.0.0.1:9', LOG_LEVEL: 'info' };
    const worker = await processes.start('worker', { ...env, ...away });
    await Promise.all(many(PLACES, () => ({ content: 'away' })).map((one) => gateway.submit(one)));
    await worker.printed('none begins until it is ready');
    await submitAtOnce(many(TASKS, (i) => ({ content: `later ${i}`, priority: 0 })));
    await eventually('a message for each', async () => {
      const { prioritized = 0, delayed = 0 } = await work.getJobCounts();
      return prioritized + delayed === PLACES + TASKS;
    });
  }, 60_000);

  it('are not left behind by a worker that dies while it queues them', async () => {
    const ids = await submitAtOnce(many(TASKS, (i) => ({ content: `left ${i}` })));
    await eventually('the messages', async () => (await bursts.getWaitingCount()) > 0);
    const { connection, prefix } = bursts.opts;
    const dying = new Worker(BURST_QUEUE, null, { connection, prefix, lockDuration: 1_000 });
    expect(await dying.getNextJob('its token')).toBeDefined();
    const [queued = ''] = ids;
    await gateway.app.get(TaskQueue).deliver({ id: queued, delivery: 1, priority: 5 }, 0);
    await dying.close(true);

    const before = v1.runs.length;
    await processes.start('worker', { ...env, RECONCILE_INTERVAL_MS: '600000' });
    await untilEnded(TASKS);
    expect(promptsSince(before)).toHaveLength(TASKS);
  }, 60_000);

  it('are messages of their own where they are few, or have a time', async () => {
    const few = many(3, (i) => ({ content: `few ${i}` }));
    const later = many(20, (i) => ({ content: `later ${i}`, delay_ms: 60_000 }));
    await submitAtOnce([...few, ...later]);
    await eventually('a message for each', async () => {
      const { prioritized, delayed } = await work.getJobCounts();
      return prioritized === 3 && delayed === 20;
    });
    expect(await bursts.getWaitingCount()).toBe(0);
  });
});
