import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startV1Simulator, type V1Simulator } from '../src/launcher/simulator/v1.simulator.js';
import type { BulkResultDto, TaskListDto, TaskSummaryDto } from '../src/gateway/task.dto.js';
import { eventually } from './support/eventually.js';
import { GatewayApp } from './support/gateway-app.js';
import { Processes } from './support/processes.js';
import { configOf, removeKeys, testEnv } from './support/test-redis.js';

const processes = new Processes();
let v1: V1Simulator;
let env: Record<string, string>;
let gateway: GatewayApp;

beforeAll(async () => {
  v1 = await startV1Simulator({ token: 'token' });
  env = testEnv({ V1_URL: v1.url, V1_TOKEN: 'token', V1_MAX_CONCURRENT: '50' });
  gateway = await GatewayApp.open(env);
  await processes.start('worker', env);
});
afterAll(async () => {
  await processes.killAll();
  await gateway.close();
  await v1.close();
  await removeKeys(configOf(env));
});

const submitMany = (count: number, task: (i: number) => object): Promise<string[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => gateway.submit(task(i))));

const list = async (query: string): Promise<TaskSummaryDto[]> =>
  ((await gateway.http.get(`/tasks?limit=200&${query}`).expect(200)).body as TaskListDto).data;

/** Calls again and again until all were seen; the sums. */
async function all(method: 'post' | 'delete', path: string, query: string): Promise<number[]> {
  let [changed, skipped, calls] = [0, 0, 0];
  let cursor: string | null = '';
  while (cursor !== null) {
    const from = cursor === '' ? '' : `&cursor=${cursor}`;
    const { body } = await gateway.http[method](`${path}?${query}${from}`).expect(200);
    const result = body as BulkResultDto;
    changed += result.changed;
    skipped += result.skipped;
    calls++;
    cursor = result.next_cursor;
  }
  return [changed, skipped, calls];
}

const until = (query: string, count: number): Promise<unknown> =>
  eventually(`${count} tasks with ${query}`, async () => (await list(query)).length === count);

describe('operations on many tasks', () => {
  it('retry those that failed with a code, and no others', async () => {
    await submitMany(20, (i) => ({ content: `r${i} [first 1 status 400]`, session_key: 'retry' }));
    await submitMany(5, (i) => ({ content: `e${i} [error 500]`, session_key: 'retry' }));
    await submitMany(5, (i) => ({ content: `ok${i} [say x]`, session_key: 'retry' }));
    await until('session_key=retry&status=failed', 25);
    expect(await list('session_key=retry&error_code=v1_refused')).toHaveLength(20);
    const refused = 'session_key=retry&error_code=v1_refused';
    expect(await all('post', '/tasks/retry', refused)).toEqual([20, 0, 1]);
    await until('session_key=retry&status=completed', 25);
    expect(await all('post', '/tasks/retry', 'session_key=retry&status=completed')).toEqual([
      0, 25, 1,
    ]);
    expect(await list('session_key=retry&error_code=v1_error')).toHaveLength(5);
  });

  it('cancel what waits and what runs', async () => {
    await submitMany(4, (i) => ({ content: `run${i} [hang]`, agent_id: 'research' }));
    await until('agent_id=research&status=running', 4);
    await submitMany(6, () => ({ content: 'w', agent_id: 'research', delay_ms: 3_600_000 }));
    expect(await all('post', '/tasks/cancel', 'agent_id=research')).toEqual([10, 0, 1]);
    await until('agent_id=research&status=cancelled', 10);
    expect(await all('post', '/tasks/cancel', 'agent_id=research')).toEqual([0, 10, 1]);
  });

  it('remove what ended, over as many calls as it takes, up to a time', async () => {
    const body = { content: 'x', session_key: 'remove', delay_ms: 3_600_000 };
    await submitMany(1_150, () => body);
    // After the millisecond in which the last of them was made.
    const before = new Date(Date.now() + 1).toISOString();
    expect(await all('delete', '/tasks', `session_key=remove&before=${before}`)).toEqual([
      0, 1_150, 2,
    ]);
    await all('post', '/tasks/cancel', 'session_key=remove');
    const [kept] = await submitMany(1, () => body);
    await gateway.http.post(`/tasks/${kept}/cancel`).expect(200);
    expect(await all('delete', '/tasks', `session_key=remove&before=${before}`)).toEqual([
      1_150, 0, 2,
    ]);
    expect((await list('session_key=remove')).map(({ task_id: id }) => id)).toEqual([kept]);
  });

  it('take no filter from a body, which would be ignored', async () => {
    const id = await gateway.submit({ content: 'kept', delay_ms: 3_600_000 });
    const { body } = await gateway.http
      .post('/tasks/cancel?status=pending')
      .send({ session_key: 'none' })
      .expect(400);
    expect(body).toMatchObject({ code: 'malformed_body' });
    expect((await gateway.task(id)).status).toBe('pending');
    await gateway.http.post(`/tasks/${id}/cancel`).send({}).expect(200);
  });

  it.each([
    ['post', '/tasks/cancel'],
    ['post', '/tasks/retry'],
    ['delete', '/tasks'],
  ] as const)('need a filter: %s %s', async (method, path) => {
    const { body } = await gateway.http[method](path).expect(400);
    expect(body).toMatchObject({ code: 'validation_failed', errors: [{ field: 'status' }] });
    for (const query of [
      'before=2026-11-25T00:00:00',
      'before=2026-W48',
      'before=2026-02-30T00:00:00Z',
      'before=yesterday',
      'error_code=none',
      'cursor=1',
      'statuses=failed',
    ]) {
      const answer = await gateway.http[method](`${path}?status=failed&${query}`).expect(400);
      expect(answer.body).toMatchObject({ errors: [{ field: query.split('=')[0] }] });
    }
  });
});
