import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startV1Simulator, type V1Simulator } from '../src/launcher/simulator/v1.simulator.js';
import type { TaskListDto, TaskSummaryDto } from '../src/gateway/task.dto.js';
import { eventually } from './support/eventually.js';
import { freePort } from './support/free-port.js';
import { GatewayApp } from './support/gateway-app.js';
import { Processes, type RunningProcess } from './support/processes.js';
import { removeKeys, testEnv } from './support/test-redis.js';

const TASKS = 40;
/** More than a worker needs to find out. */
const MAX_TRIED = 20;

describe('while V1 is away', () => {
  const processes = new Processes();
  let v1: V1Simulator;
  let gateway: GatewayApp;
  let worker: RunningProcess;

  beforeEach(async () => {
    // One that no connection that goes out takes while V1 is away.
    v1 = await startV1Simulator({ token: 'token', port: await freePort() });
    const env = testEnv({ V1_URL: v1.url, V1_TOKEN: 'token', RETRY_BACKOFF_MS: '20' });
    gateway = await GatewayApp.open(env);
    worker = await processes.start('worker', { ...env, LOG_LEVEL: 'info' });
  });
  afterEach(async () => {
    await processes.killAll();
    await gateway.close();
    await v1.close();
    await removeKeys(gateway.config);
  });

  const list = async (): Promise<TaskSummaryDto[]> =>
    ((await gateway.http.get('/tasks?limit=200')).body as TaskListDto).data;

  it.each(['closed', 'draining'] as const)(
    '(%s) tasks wait, few are tried, and all run once it is back',
    async (how) => {
      const { port } = v1;
      if (how === 'closed') await v1.close();
      else v1.drain(true);
      await Promise.all(
        Array.from({ length: TASKS }, (_, i) => gateway.submit({ content: `${how} ${i} [say x]` })),
      );
      await worker.printed('none begins until it is ready');
      const waiting = await eventually('tasks that wait for V1', async () => {
        const tasks = await list();
        return tasks.every(({ waiting_for: reason }) => reason === 'v1') ? tasks : null;
      });
      expect(waiting.map(({ status, attempt }) => `${status} ${attempt}`)).toEqual(
        waiting.map(() => 'pending 0'),
      );
      expect(waiting.filter(({ error }) => error !== null).length).toBeLessThan(MAX_TRIED);
      const { body } = await gateway.http.get('/');
      expect(body).toMatchObject({ workers: [{ v1: { state: 'down' } }] });
      const [one] = waiting;
      expect(await gateway.task(one?.task_id ?? '')).toMatchObject({ waiting_for: 'v1' });

      if (how === 'closed') v1 = await startV1Simulator({ token: 'token', port });
      else v1.drain(false);
      await worker.printed('runs begin again');
      await eventually('the end of all', async () =>
        (await list()).every(({ status, attempt }) => status === 'completed' && attempt === 1),
      );
    },
  );

  it.each([
    ['answers for it with 502', (response: ServerResponse) => response.writeHead(502).end()],
    ['says nothing', () => undefined],
  ])('and something else that %s takes its place, no task is tried on that', async (_, answer) => {
    const { port } = v1;
    await v1.close();
    const ids = await Promise.all(
      Array.from({ length: 12 }, (_, i) => gateway.submit({ content: `proxy ${i} [say x]` })),
    );
    await worker.printed('none begins until it is ready');
    let asked = 0;
    const proxy = createServer((_, response) => {
      asked++;
      answer(response);
    }).listen(port, '127.0.0.1');
    await once(proxy, 'listening');
    await eventually('two probes', () => asked >= 2);
    expect((await list()).map(({ status }) => status)).toEqual(ids.map(() => 'pending'));
    proxy.closeAllConnections();
    proxy.close();
    await once(proxy, 'close');
    v1 = await startV1Simulator({ token: 'token', port });
    for (const id of ids) await gateway.status(id, 'completed');
  });

  it('(away as a whole) a worker can stop', async () => {
    await v1.close();
    for (let i = 0; i < 5; i++) await gateway.submit({ content: `stop ${i} [say x]` });
    await worker.printed('none begins until it is ready');
    worker.kill('SIGTERM');
    expect(await worker.exit()).toBe(0);
    expect((await list()).map(({ status }) => status)).toEqual(Array(5).fill('pending'));
  });
});
