import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { TaskListDto } from '../src/gateway/task.dto.js';
import { eventually } from './support/eventually.js';
import { startV1Simulator, type V1Simulator } from '../src/launcher/simulator/v1.simulator.js';
import { Keys } from '../src/redis/keys.js';
import { RedisConnections } from '../src/redis/redis.connections.js';
import { type Event, type FollowOptions, followStream } from './support/follow.js';
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
  env = testEnv({ V1_URL: v1.url, V1_TOKEN: 'token' });
  [gateway, another] = await Promise.all([GatewayApp.open(env), GatewayApp.open(env)]);
  await processes.start('worker', env);
});
afterAll(async () => {
  await processes.killAll();
  await Promise.all([gateway.close(), another.close()]);
  await v1.close();
  await removeKeys(configOf(env));
});

const follow = (
  query: string,
  { on = gateway, ...options }: FollowOptions & { on?: GatewayApp } = {},
): Promise<Event[]> => followStream(`${on.url}/events${query}`, options);

/** Follows until an event of that kind tells of that status. */
const until =
  (event: string, status?: string) =>
  (events: Event[]): boolean =>
    events.some((each) => each.event === event && each.data.status === status);

/** Does something once the stream has begun. */
function onceBegun(act: () => Promise<unknown>): (events: Event[]) => void {
  return (events) => {
    if (events.length === 1) void act();
  };
}

describe('GET /events', () => {
  it('begins with reset, then tells tasks as they change, without what may be large', async () => {
    const submit = onceBegun(() => gateway.submit({ content: 'x [tokens 3] [hang]' }));
    const events = await follow('', {
      enough: (seen) => {
        submit(seen);
        const { event, data } = seen.at(-1) ?? {};
        // It runs until it was seen to run.
        if (data?.status === 'running') {
          const path = `/tasks/${data.task_id ?? ''}/cancel`;
          void fetch(`${gateway.url}${path}`, { method: 'POST' }).then((answer) => answer.text());
        }
        return event === 'task' && data?.status === 'cancelled';
      },
    });
    expect(events[0]).toMatchObject({ event: 'reset', data: {} });
    const tasks = events.slice(1);
    expect(tasks.map(({ event }) => event)).toEqual(tasks.map(() => 'task'));
    expect(tasks.map(({ data }) => data.status)).toContain('running');
    for (const { data } of tasks) {
      expect(data).toHaveProperty('task_id');
      expect(data).not.toHaveProperty('content');
      expect(data).not.toHaveProperty('result');
    }
  });

  it('tells of tasks of one status alone where asked', async () => {
    const submit = onceBegun(async () => {
      await gateway.submit({ content: 'fine [say x]' });
      await gateway.submit({ content: 'wrong [status 400]' });
    });
    const events = await follow('?status=failed', {
      enough: (seen) => {
        submit(seen);
        return until('task', 'failed')(seen);
      },
    });
    expect(events.slice(1).map(({ data }) => data.status)).toEqual(['failed']);
    await eventually('the other one to end', async () => {
      const { body } = await gateway.http.get('/tasks?limit=2');
      return (body as TaskListDto).data.every(({ finished_at: at }) => at !== null);
    });
  });

  it('answers at once where it goes on and nothing is new', async () => {
    const [first] = await follow('', { enough: (seen) => seen.length === 1 });
    const stop = new AbortController();
    const answer = await fetch(`${another.url}/events?after=${first?.id ?? ''}`, {
      signal: AbortSignal.any([stop.signal, AbortSignal.timeout(5_000)]),
    });
    expect(answer.status).toBe(200);
    stop.abort();
    expect((await fetch(`${another.url}/events`, { method: 'HEAD' })).status).toBe(200);
  });

  it('of a status tells where it is also when it tells of no task', async () => {
    const stop = new AbortController();
    const answer = await fetch(`${gateway.url}/events?status=failed`, { signal: stop.signal });
    let text = '';
    let submitted = false;
    for await (const chunk of answer.body ?? []) {
      text += new TextDecoder().decode(chunk as Uint8Array);
      if (!submitted) await gateway.submit({ content: 'not of interest [say x]' });
      submitted = true;
      if ((text.match(/^id: /gm) ?? []).length > 1) break;
    }
    stop.abort();
    expect(text).not.toContain('event: task');
  });

  it('goes on after an event, on another gateway, and misses nothing', async () => {
    const first = await follow('', { enough: (seen) => seen.length === 1 });
    const ids = [];
    for (let i = 0; i < 5; i++) ids.push(await gateway.submit({ content: `gap ${i} [say x]` }));
    await Promise.all(ids.map((id) => gateway.status(id, 'completed')));
    const [gone = ''] = ids;
    await gateway.http.delete(`/tasks/${gone}`).expect(204);

    const rest = await follow('', {
      on: another,
      after: first.at(-1)?.id,
      enough: (seen) => seen.length === 5,
    });
    expect(rest.map(({ event }) => event)).not.toContain('reset');
    const told = Object.fromEntries(rest.map(({ event, data }) => [data.task_id, event]));
    expect(told).toEqual(
      Object.fromEntries(ids.map((id) => [id, id === gone ? 'deleted' : 'task'])),
    );
  });

  it('tells to list anew where what followed is remembered no more', async () => {
    const redis = gateway.app.get(RedisConnections).commands;
    const live = gateway.app.get(Keys).live();
    await gateway.submit({ content: 'x [say x]' });
    const [[oldest] = ['']] = await redis.xrange(live, '-', '+', 'COUNT', 1);
    const fill = redis.pipeline();
    for (let i = 0; i < 10_500; i++) fill.xadd(live, 'MAXLEN', '~', 10_000, '*', 'id', 'none');
    await fill.exec();
    for (const after of [oldest, '999999999999999-0', '1-0']) {
      const [event] = await follow('', { after, enough: (seen) => seen.length > 0 });
      expect(event).toMatchObject({ event: 'reset' });
      // From there on it goes on.
      const submit = onceBegun(() => gateway.submit({ content: 'again [say x]' }));
      const more = await follow('', {
        enough: (seen) => {
          submit(seen);
          return until('task', 'completed')(seen);
        },
        after,
      });
      expect(more.at(-1)).toMatchObject({ event: 'task', data: { status: 'completed' } });
    }
  });

  it('refuses what is no status and no cursor', async () => {
    for (const [field, value] of [
      ['status', 'done'],
      ['after', 'seven'],
    ] as const) {
      const { body } = await gateway.http
        .get('/events')
        .query({ [field]: value })
        .expect(400);
      expect(body).toMatchObject({ code: 'validation_failed', errors: [{ field }] });
    }
    await gateway.http.get('/events').set('accept', 'application/json').expect(406);
  });

  it('tells to list anew where Redis was emptied, or is another one', async () => {
    const [before] = await follow('', { enough: (seen) => seen.length === 1 });
    const redis = gateway.app.get(RedisConnections).commands;
    await redis.del(gateway.app.get(Keys).live());
    await gateway.submit({ content: 'after that [say x]' });
    const [event] = await follow('', { after: before?.id, enough: (seen) => seen.length > 0 });
    expect(event).toMatchObject({ event: 'reset' });
  });

  it('does not keep a gateway from stopping, also where nobody reads', async () => {
    const third = await GatewayApp.open(env);
    const { port } = new URL(third.url);
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    await once(socket, 'readable');
    const metadata = { large: 'x'.repeat(500), larger: 'y'.repeat(500) };
    const many = Array.from({ length: 300 }, () => ({
      content: 'unread',
      delay_ms: 3_600_000,
      metadata,
    }));
    for (let round = 0; round < 3; round++) {
      await Promise.all(many.map((task) => gateway.submit(task)));
    }
    const stopping = performance.now();
    await third.close();
    // Far from the 30 s for which a slow reader is waited for.
    expect(performance.now() - stopping).toBeLessThan(15_000);
    socket.destroy();
  });

  it('of a gateway that stops ends at once', async () => {
    const third = await GatewayApp.open(env);
    const events = await follow('', {
      on: third,
      enough: () => {
        void third.close();
        return false;
      },
    });
    expect(events.map(({ event }) => event)).toEqual(['reset']);
  });
});
