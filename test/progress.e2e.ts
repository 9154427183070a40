import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startV1Simulator, type V1Simulator } from '../src/launcher/simulator/v1.simulator.js';
import { followStream } from './support/follow.js';
import { GatewayApp } from './support/gateway-app.js';
import { Processes } from './support/processes.js';
import { removeKeys, testEnv } from './support/test-redis.js';

const processes = new Processes();
let v1: V1Simulator;
let gateway: GatewayApp;
let env: Record<string, string>;

beforeAll(async () => {
  v1 = await startV1Simulator({ token: 'token' });
  env = testEnv({ V1_PROTOCOL: 'ws', V1_URL: v1.url, V1_TOKEN: 'token' });
  gateway = await GatewayApp.open(env);
});
afterEach(() => processes.killAll());
afterAll(async () => {
  await gateway.close();
  await v1.close();
  await removeKeys(gateway.config);
});

const CONTENT = '[say I look. ] [tool read ~/notes.md] [tool exec ls] [say It is there.]';
const USED = { kind: 'tool', text: null, args: null, result: null };
const follow = (id: string, after?: string) =>
  followStream(`${gateway.url}/tasks/${id}/events`, { after });
const stepsOf = async (id: string): Promise<Record<string, unknown>[]> => {
  const { body } = await gateway.http.get(`/tasks/${id}/progress`).expect(200);
  return (body as { data: Record<string, unknown>[] }).data;
};

describe('what an agent does besides speaking', () => {
  it('is told by name, while it runs and afterwards, and resumes at any event', async () => {
    await processes.start('worker', env);
    const id = await gateway.submit({ content: CONTENT });
    const live = await follow(id);
    const told = live.filter(({ event }) => event === 'progress').map(({ data }) => data);
    expect(told).toMatchObject([
      { ...USED, id: 'tool:call_1', name: 'read', state: 'running', offset: 8 },
      { ...USED, id: 'tool:call_1', name: 'read', state: 'completed', offset: 8 },
      { ...USED, id: 'tool:call_2', name: 'exec', state: 'running', offset: 8 },
      { ...USED, id: 'tool:call_2', name: 'exec', state: 'completed', offset: 8 },
    ]);
    expect(JSON.stringify(live)).not.toContain('notes');
    expect(await stepsOf(id)).toEqual(told);

    const replayed = await follow(id);
    expect(replayed.filter(({ event }) => event === 'progress')).toHaveLength(4);
    for (const [i, { id: cursor }] of replayed.entries()) {
      const rest = await follow(id, cursor);
      const isLast = i === replayed.length - 1;
      expect(rest).toEqual(
        isLast ? [expect.objectContaining({ event: 'done' })] : replayed.slice(i + 1),
      );
    }
  });

  it('has its details where they are to be shown', async () => {
    await processes.start('worker', { ...env, SHOW_TOOL_DETAILS: 'true' });
    const id = await gateway.submit({ content: CONTENT });
    await gateway.status(id, 'completed');
    const steps = (await stepsOf(id)).filter((step) => step.id === 'tool:call_1');
    expect(steps).toMatchObject([
      { state: 'running', text: 'read ~/notes.md' },
      { state: 'running', args: '{"argument":"~/notes.md"}' },
      { state: 'completed', result: expect.stringContaining('simulated answer') },
      { state: 'completed' },
    ]);
  });

  it('is gone with the task, and of no task there is none', async () => {
    await processes.start('worker', env);
    const id = await gateway.submit({ content: CONTENT });
    await gateway.status(id, 'completed');
    await gateway.http.delete(`/tasks/${id}`).expect(204);
    const { body } = await gateway.http.get(`/tasks/${id}/progress`).expect(404);
    expect(body).toMatchObject({ code: 'task_not_found' });
  });
});
