import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Queue } from 'bullmq';
import { startV1Simulator, type V1Simulator } from '../src/launcher/simulator/v1.simulator.js';
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
const BY = { client: 'local', idempotencyKey: null };

const processes = new Processes();
let v1: V1Simulator;
let env: Record<string, string>;
let gateway: GatewayApp;
let queue: Queue;

beforeAll(async () => {
  v1 = await startV1Simulator({ token: 'token' });
  env = testEnv({
    V1_URL: v1.url,
    V1_TOKEN: 'token',
    V1_MAX_CONCURRENT: '1',
    WORKER_CONCURRENCY: '1',
  });
  gateway = await GatewayApp.open(env);
  queue = new Queue(WORK_QUEUE, {
    connection: configOf(env).redis,
    prefix: new Keys(configOf(env)).queuePrefix(),
  });
});
afterAll(async () => {
  await processes.killAll();
  await gateway.close();
  await v1.close();
  await queue.close();
  await removeKeys(configOf(env));
});

/** Submits in one turn of the event loop. */
const submitAtOnce = async (tasks: object[]): Promise<string[]> => {
  const service = gateway.app.get(TaskService);
  const submitted = await Promise.all(tasks.map((task) => service.submit(task, BY)));
  return submitted.map(({ id }) => id);
};

const prompts = (): string[] => v1.runs.map(({ prompt }) => prompt);

describe('tasks that come all at once', () => {
  it('are few messages, and are run once each, the most urgent first', async () => {
    const tasks = Array.from({ length: TASKS }, (_, i) => ({ content: `b${i}`, priority: i % 2 }));
    const ids = await submitAtOnce(tasks);
    await eventually('the messages', async () => (await queue.getWaitingCount()) > 0);
    const waiting = await queue.getWaiting();
    expect(waiting.map(({ name }) => name)).toEqual(waiting.map(() => TASK_BURST));
    expect(waiting.length).toBeLessThanOrEqual(TASKS / 8);
    expect(await queue.getPrioritizedCount()).toBeLessThan(8);

    // One that is cancelled while its message waits is not run, and neither is one that is queued already twice.
    const [cancelled = '', queued = ''] = ids;
    await gateway.http.post(`/tasks/${cancelled}/cancel`).expect(200);
    await gateway.app.get(TaskQueue).deliver({ id: queued, delivery: 1, priority: 9 }, 0);

    await processes.start('worker', env);
    await eventually('an end of each', async () => {
      const { body } = await gateway.http.get('/');
      const { completed = 0 } = (body as { tasks: Record<string, number> }).tasks;
      return completed === TASKS - 1;
    });
    expect(await gateway.task(cancelled)).toMatchObject({ status: 'cancelled', attempt: 0 });
    expect(prompts().length).toBe(TASKS - 1);
    expect(new Set(prompts())).toEqual(new Set(tasks.slice(1).map(({ content }) => content)));
    const priorities = prompts().map((prompt) => Number(prompt.slice(1)) % 2);
    // A few may have begun before the last message was read.
    expect(priorities.slice(10, 30)).toEqual(Array.from({ length: 20 }, () => 1));
    expect(await queue.getJobCountByTypes('waiting', 'prioritized', 'active', 'delayed')).toBe(0);
  }, 60_000);

  it('are messages of their own where they are few, or have a time', async () => {
    await processes.killAll();
    const few = Array.from({ length: 3 }, (_, i) => ({ content: `few ${i}` }));
    const later = Array.from({ length: 20 }, (_, i) => ({
      content: `later ${i}`,
      delay_ms: 60_000,
    }));
    await submitAtOnce([...few, ...later]);
    await eventually('a message for each', async () => {
      const { prioritized, delayed, waiting } = await queue.getJobCounts();
      return prioritized === 3 && delayed === 20 && waiting === 0;
    });
  });
});
