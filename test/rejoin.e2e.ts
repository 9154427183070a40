import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startV1Simulator, type V1Simulator } from '../src/launcher/simulator/v1.simulator.js';
import { eventually } from './support/eventually.js';
import { type Event, followStream, textOf } from './support/follow.js';
import { GatewayApp } from './support/gateway-app.js';
import { Processes, type RunningProcess } from './support/processes.js';
import { removeKeys, testEnv } from './support/test-redis.js';

let v1: V1Simulator;
let processes: Processes;
let gateway: GatewayApp;
let env: Record<string, string>;

beforeEach(async () => {
  v1 = await startV1Simulator({ token: 'token' });
  processes = new Processes();
  env = testEnv({
    V1_PROTOCOL: 'ws',
    V1_URL: v1.url,
    V1_TOKEN: 'token',
    LEASE_MS: '2000',
    RECONCILE_INTERVAL_MS: '200',
    RETRY_BACKOFF_MS: '20',
    RETRY_BACKOFF_MAX_MS: '50',
  });
  gateway = await GatewayApp.open(env);
});
afterEach(async () => {
  await processes.killAll();
  await gateway.close();
  await v1.close();
  await removeKeys(gateway.config);
});

const worker = (more: Record<string, string> = {}): Promise<RunningProcess> =>
  processes.start('worker', { ...env, ...more });
const runsOf = (prompt: string) => v1.runs.filter((run) => run.prompt === prompt);
const said = async (id: string): Promise<string> => (await gateway.task(id)).result ?? '';
const untilSaid = (id: string, word: string) =>
  eventually(`${word} to be said`, async () => (await said(id)).includes(word));
/** What a watcher from the beginning to the end is told. */
const follow = (id: string): Promise<Event[]> => followStream(`${gateway.url}/tasks/${id}/events`);
const typesOf = (events: Event[]) => new Set(events.map(({ event }) => event));

const WORDS = (count: number) => Array.from({ length: count }, (_, i) => `word${i + 1}`).join(' ');

describe('over V1’s WebSocket protocol, a run', () => {
  it.each([
    ['whose worker is killed', 'SIGKILL', 'SIGKILL'],
    ['whose worker is told to stop', 'SIGTERM', 0],
  ] as const)('%s goes on, and is taken up by the next', async (_, signal, exit) => {
    const first = await worker();
    const content = '[tokens 24] [every 250ms]';
    const id = await gateway.submit({ content });
    const watching = follow(id);
    await untilSaid(id, 'word3');
    const before = await gateway.task(id);
    first.kill(signal);
    expect(await first.exit()).toBe(exit);
    await worker();
    const task = await gateway.status(id, 'completed');
    expect(task).toMatchObject({ result: WORDS(24), attempt: 1, started_at: before.started_at });
    expect(runsOf(content)).toMatchObject([{ state: 'completed' }]);
    const events = await watching;
    expect(textOf(events)).toBe(WORDS(24));
    expect(typesOf(events)).toEqual(new Set(['status', 'delta', 'done']));
    const { body } = await gateway.http.get(`/tasks/${id}/attempts`);
    expect(body).toMatchObject({ data: [{ number: 1, outcome: 'completed' }] });
  });

  it('that ends while no worker lives is taken whole by the next, however long', async () => {
    const first = await worker();
    const content = '[sleep 1s] [bytes 300000]';
    const id = await gateway.submit({ content });
    await eventually('its run', () => runsOf(content)[0]?.state === 'running');
    first.kill('SIGKILL');
    await eventually('its end', () => runsOf(content)[0]?.state === 'completed');
    await eventually('who takes it up to be waited for', async () => {
      const { status, waiting_for: reason } = await gateway.task(id);
      return status === 'pending' && reason === 'rejoin';
    });
    await worker();
    const task = await gateway.status(id, 'completed');
    expect(task.result).toBe('openclaw'.repeat(37_500));
    expect(task.usage).toMatchObject({ total_tokens: expect.any(Number) });
    expect(runsOf(content)).toHaveLength(1);
  });

  it('that V1 says anew after a crash is told so, and is whole', async () => {
    await worker();
    const content = '[first 1 tokens 2] [first 1 hang] [say something else]';
    const id = await gateway.submit({ content });
    const watching = follow(id);
    await untilSaid(id, 'word2');
    v1.crash();
    const task = await gateway.status(id, 'completed');
    expect(task).toMatchObject({ result: 'something else', attempt: 1 });
    const events = await watching;
    expect(typesOf(events)).toContain('reset');
    const anew = events.slice(events.findLastIndex(({ event }) => event === 'reset'));
    expect(textOf(anew)).toBe('something else');
  });

  it('outlives the crash of its worker and of V1 at once', async () => {
    const first = await worker();
    const content = '[first 1 sleep 60s] [say survived]';
    const id = await gateway.submit({ content });
    await eventually('its run', () => runsOf(content)[0]?.state === 'running');
    first.kill('SIGKILL');
    v1.crash();
    await worker();
    expect(await gateway.status(id, 'completed')).toMatchObject({
      result: 'survived',
      attempt: 1,
    });
    // The one that V1 began, and the one that it began again by itself.
    expect(runsOf(content)).toHaveLength(2);
  });

  it('is cancelled by a worker that did not begin it, also where none lives at the time', async () => {
    const first = await worker();
    const content = '[tokens 2] [hang]';
    const id = await gateway.submit({ content });
    await untilSaid(id, 'word2');
    first.kill('SIGTERM');
    expect(await first.exit()).toBe(0);
    expect(runsOf(content)).toMatchObject([{ state: 'running' }]);
    const asked = await gateway.http.post(`/tasks/${id}/cancel`).expect(202);
    expect(asked.body).toMatchObject({ status: 'pending', result: 'word1 word2' });
    const { body: response } = await gateway.http.get(`/v1/responses/resp_${id}`).expect(200);
    expect(response).toMatchObject({ status: 'in_progress' });
    await worker();
    expect(await gateway.status(id, 'cancelled')).toMatchObject({ result: 'word1 word2' });
    expect(runsOf(content)).toMatchObject([{ state: 'aborted' }]);
  });

  it('ends as unknown where the next worker speaks HTTP', async () => {
    const first = await worker();
    const content = '[tokens 2] [hang]';
    const id = await gateway.submit({ content });
    await untilSaid(id, 'word2');
    first.kill('SIGTERM');
    await first.exit();
    await worker({ V1_PROTOCOL: 'http' });
    const task = await gateway.status(id, 'failed');
    expect(task.error).toMatchObject({
      code: 'outcome_unknown',
      message: expect.stringContaining('over HTTP'),
    });
    expect(runsOf(content)).toHaveLength(1);
  });
});
