import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startV1Simulator, type V1Simulator } from '../src/launcher/simulator/v1.simulator.js';
import { RedisConnections } from '../src/redis/redis.connections.js';
import { TaskStore } from '../src/tasks/task.store.js';
import { TaskTransitions } from '../src/tasks/task.transitions.js';
import { aDraft, NO_STEPS } from './support/a-task.js';
import { type Event, type FollowOptions, followStream, textOf } from './support/follow.js';
import { GatewayApp } from './support/gateway-app.js';
import { Processes } from './support/processes.js';
import { configOf, removeKeys, testEnv } from './support/test-redis.js';

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

/** Follows a task until the stream ends, or until `enough` says so. */
const follow = (
  id: string,
  { on = gateway, ...options }: FollowOptions & { on?: GatewayApp } = {},
): Promise<Event[]> => followStream(`${on.url}/tasks/${id}/events`, options);

/** A task whose run is played here: it says the next piece when it is told how many were heard. */
async function speaker(count: number) {
  const id = uuidv7();
  const transitions = gateway.app.get(TaskTransitions);
  const store = gateway.app.get(TaskStore);
  const claim = { id, delivery: 1, token: 'token' };
  await store.create(aDraft({ id }));
  await transitions.apply(id, {
    type: 'begin',
    ...claim,
    worker: 'w',
    simulated: true,
    canRejoin: false,
  });
  const pieces = Array.from({ length: count }, (_, i) =>
    Array.from(`${i} é 世🌍 `)
      .slice(0, 3 + (i % 7))
      .join(''),
  );
  const offsets = pieces.map((_, i) => Buffer.byteLength(pieces.slice(0, i).join('')));
  let said = 0;
  const speak = async (heard: number): Promise<void> => {
    // Asked again before it was heard.
    if (heard !== said) return;
    const text = pieces[said];
    if (text === undefined) {
      const end = { type: 'completed', usage: null, finishReason: 'stop' } as const;
      await transitions.apply(id, { type: 'end', ...claim, simulated: true, end });
    } else {
      await store.append([
        { ...claim, ...NO_STEPS, outputNumber: 1, offset: offsets[said++] ?? 0, text },
      ]);
    }
  };
  return { id, pieces, speak };
}

describe('GET /tasks/{id}/events', () => {
  it('tells status and output as it is written, ends with done, and is exact', async () => {
    const id = await gateway.submit({ content: '[tokens 40] [every 15ms]' });
    const events = await follow(id);
    const { result } = await gateway.task(id);
    expect(textOf(events)).toBe(result);
    expect(events.filter(({ event }) => event === 'delta').length).toBeGreaterThan(2);
    const statuses = events
      .filter(({ event }) => event === 'status')
      .map(({ data }) => data.status);
    expect(statuses.at(-1)).toBe('running'); // that it completed, `done` tells
    expect(events.at(-1)).toMatchObject({
      event: 'done',
      data: { task_id: id, status: 'completed', output_bytes: Buffer.byteLength(result ?? '') },
    });
    expect(events[0]?.data).not.toHaveProperty('content');
    // Two watchers, and one that comes when all is over, see the same.
    expect(textOf(await follow(id, { on: another }))).toBe(result);
  });

  it('resumes at every cut of 200 deltas, on another gateway, to the byte', async () => {
    const { id, pieces, speak } = await speaker(200);
    const isDelta = ({ event }: Event): boolean => event === 'delta';
    const events = await follow(id, {
      enough: (seen) => {
        void speak(seen.filter(isDelta).length);
        return false;
      },
    });
    expect(events.filter(isDelta).map(({ data }) => data.delta)).toEqual(pieces);
    const whole = pieces.join('');
    for (const [i, { id: after, event }] of events.entries()) {
      if (event === 'done') continue;
      const rest = await follow(id, { on: another, after });
      expect(textOf(events.slice(0, i + 1)) + textOf(rest)).toBe(whole);
      expect(rest.at(-1)).toMatchObject({ event: 'done', data: { status: 'completed' } });
    }
  });

  it('tells two watchers the same, at the same time', async () => {
    const id = await gateway.submit({ content: '[tokens 40] [every 10ms] [emoji]' });
    const [here, there] = await Promise.all([follow(id), follow(id, { on: another })]);
    expect(textOf(here)).toBe((await gateway.task(id)).result);
    expect(textOf(there)).toBe(textOf(here));
  });

  it('resumes after every event of a task that has ended', async () => {
    const id = await gateway.submit({
      content: 'resume [say Grüße, 世界 🌍 und 你好 👩‍🚀!] [emoji]',
    });
    await gateway.status(id, 'completed');
    const all = await follow(id);
    const whole = textOf(all);
    for (const [i, { id: after, event }] of all.entries()) {
      if (event === 'done') continue;
      const rest = await follow(id, { on: another, after });
      expect(textOf(all.slice(0, i + 1)) + textOf(rest)).toBe(whole);
      expect(rest.at(-1)?.event).toBe('done');
    }
  });

  it('resumes at every character, and refuses an offset inside of one', async () => {
    const said = 'aé世🌍z';
    const id = await gateway.submit({ content: `[say ${said}]` });
    await gateway.status(id, 'completed');
    const bytes = Buffer.from(said);
    for (let offset = 0; offset <= bytes.length; offset++) {
      const isPlace = offset === bytes.length || ((bytes[offset] ?? 0) & 0xc0) !== 0x80;
      if (isPlace) {
        const rest = await follow(id, { after: `1.${offset}.0.0` });
        expect(textOf(rest)).toBe(bytes.subarray(offset).toString());
      } else {
        await gateway.http.get(`/tasks/${id}/events?after=1.${offset}.0.0`).expect(400);
      }
    }
    for (const after of ['1.99.0', 'seven', '1.2']) {
      const { body } = await gateway.http.get(`/tasks/${id}/events`).query({ after }).expect(400);
      expect(body).toMatchObject({ code: 'validation_failed' });
    }
  });

  it('tells of another run, whose output begins anew', async () => {
    const id = await gateway.submit({
      content: '[tokens 5] [every 30ms] [first 1 break]',
      retry: 'always',
    });
    const events = await follow(id);
    const reset = events.findIndex(({ event }) => event === 'reset');
    expect(reset).toBeGreaterThan(0);
    expect(textOf(events.slice(reset))).toBe((await gateway.task(id)).result);
  });

  it('tells large output in pieces, whole', async () => {
    const id = await gateway.submit({ content: '[bytes 1000000]' });
    await gateway.status(id, 'completed');
    const events = await follow(id);
    expect(textOf(events)).toBe((await gateway.task(id)).result);
    expect(events.filter(({ event }) => event === 'delta').length).toBeGreaterThan(3);
  });

  it('tells that the task was removed', async () => {
    const id = await gateway.submit({ content: 'x', delay_ms: 60_000 });
    const redis = gateway.app.get(RedisConnections).commands;
    const prefix = env.KEY_PREFIX ?? '';
    const events = await follow(id, {
      enough: (seen) => {
        if (seen.length === 1) {
          void redis
            .del(`${prefix}:task:${id}`)
            .then(() => redis.publish(`${prefix}:doorbell:${id}`, 'change'));
        }
        return false;
      },
    });
    expect(events.at(-1)?.event).toBe('deleted');
    await redis.zrem(`${prefix}:tasks`, id);
  });

  it('is for clients that take events', async () => {
    const id = await gateway.submit({ content: 'x [say x]' });
    const { body } = await gateway.http
      .get(`/tasks/${id}/events`)
      .set('accept', 'application/json')
      .expect(406);
    expect(body).toMatchObject({ code: 'not_acceptable' });
    await gateway.status(id, 'completed');
  });

  it('is a problem for a task that is not there', async () => {
    const { body } = await gateway.http
      .get('/tasks/01934f6e-5b1a-7c3e-9a52-0d6a8f1b2c3d/events')
      .expect(404);
    expect(body).toMatchObject({ code: 'task_not_found' });
  });

  it('of a gateway that stops ends at once, and goes on elsewhere', async () => {
    const third = await GatewayApp.open(env);
    const id = await gateway.submit({ content: '[tokens 60] [every 20ms]' });
    const before = await follow(id, {
      on: third,
      enough: (seen) => {
        if (seen.filter(({ event }) => event === 'delta').length === 2) void third.close();
        return false;
      },
    });
    expect(before.at(-1)?.event).not.toBe('done');
    const after = await follow(id, { on: another, after: before.at(-1)?.id });
    expect(textOf(before) + textOf(after)).toBe((await gateway.task(id)).result);
  });
});
