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
    V1_PROTOCOL: 'ws',
    V1_URL: v1.url,
    V1_TOKEN: 'secret-token',
    RETRY_BACKOFF_MS: '20',
    RETRY_BACKOFF_MAX_MS: '50',
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

describe('with V1_PROTOCOL=ws, a task', () => {
  it('runs in a session of its own, as one run with its own key', async () => {
    const prompt = 'hello [say Grüße, 世界 🌍]';
    const id = await gateway.submit({ content: prompt });
    expect(await gateway.status(id, 'completed')).toMatchObject({
      result: 'Grüße, 世界 🌍',
      usage: { total_tokens: expect.any(Number) },
      finish_reason: 'stop',
      simulated: true,
    });
    expect(runsOf(prompt)).toMatchObject([{ agent: 'main', sessionKey: `v2:task:${id}.1` }]);
  });

  it('outlives a V1 that crashes and goes on by itself', async () => {
    const prompt = '[first 1 sleep 60s] [say survived]';
    const id = await gateway.submit({ content: prompt });
    await eventually('its run', () => runsOf(prompt)[0]?.state === 'running');
    v1.crash();
    const task = await gateway.status(id, 'completed');
    expect(task).toMatchObject({ result: 'survived', attempt: 1 });
  });

  it('is cancelled in V1', async () => {
    const prompt = '[tokens 2] [hang]';
    const id = await gateway.submit({ content: prompt });
    await eventually('its run', () => runsOf(prompt)[0]?.state === 'running');
    await gateway.http.post(`/tasks/${id}/cancel`).expect(202);
    await gateway.status(id, 'cancelled');
    expect(runsOf(prompt)).toMatchObject([{ state: 'aborted' }]);
  });

  it('waits while V1 refuses, and spends no attempt', async () => {
    const id = await gateway.submit({ content: '[first 2 status 503] [say at last]' });
    expect(await gateway.status(id, 'completed')).toMatchObject({ result: 'at last', attempt: 1 });
  });

  it('may have a system message beside the user’s', async () => {
    const messages = [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: '[say kind]' },
    ];
    const id = await gateway.submit({ messages });
    expect(await gateway.status(id, 'completed')).toMatchObject({ result: 'kind' });
  });

  const turn = (role: string) => ({ role, content: 'x' });
  it.each<[string, object, string]>([
    [
      'is a conversation',
      { messages: [turn('user'), turn('assistant'), turn('user')] },
      'messages',
    ],
    ['has two messages', { messages: [turn('user'), turn('user')] }, 'messages'],
    [
      'says how words are chosen',
      { content: 'x', sampling: { temperature: 1 } },
      'sampling.temperature',
    ],
  ])('that %s is refused', async (_, task, field) => {
    const { body } = await gateway.http.post('/tasks').send(task).expect(400);
    expect(body).toMatchObject({
      code: 'validation_failed',
      errors: [{ field, message: expect.stringContaining('V1_PROTOCOL=ws') }],
    });
  });

  it('that an OpenAI client sends with a parameter of the model is refused by its name', async () => {
    const asked = { model: 'openclaw', input: 'x', temperature: 0.3 };
    const { body } = await gateway.http.post('/v1/responses').send(asked).expect(400);
    const message = expect.stringContaining('temperature cannot be sent');
    expect(body).toMatchObject({ error: { param: 'temperature', message } });
  });
});
