import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startV1Simulator, type V1Simulator } from '../src/launcher/simulator/v1.simulator.js';
import { eventually } from './support/eventually.js';
import { Processes, type RunningProcess } from './support/processes.js';
import { configOf, removeKeys, testEnv } from './support/test-redis.js';

const V1_TOKEN = 'v1-token-that-nobody-may-see';
const API_SECRET = 'api-secret-that-nobody-may-see';
const MARKER = 'kumquat';
const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const TRACEPARENT = `00-${TRACE_ID}-00f067aa0ba902b7-01`;

type Line = Record<string, unknown> & { msg?: string };

const processes = new Processes();
let v1: V1Simulator;
let env: Record<string, string>;
let gateway: RunningProcess;
let worker: RunningProcess;

beforeAll(async () => {
  v1 = await startV1Simulator({ token: V1_TOKEN });
  env = testEnv({
    V1_URL: v1.url,
    V1_TOKEN,
    API_KEYS: `me:${API_SECRET}`,
    LOG_LEVEL: 'info',
    RETRY_BACKOFF_MS: '10',
    RETRY_BACKOFF_MAX_MS: '20',
    RECONCILE_INTERVAL_MS: '100',
  });
  gateway = await processes.start('gateway', env);
  worker = await processes.start('worker', env);
});
afterAll(async () => {
  await processes.killAll();
  await v1.close();
  await removeKeys(configOf(env));
});

const call = (
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: object,
  { url } = gateway,
) =>
  fetch(url + path, {
    method,
    headers: {
      authorization: `Bearer ${API_SECRET}`,
      ...(body && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  });

const submit = async (task: object, headers: Record<string, string> = {}, to = gateway) => {
  const response = await call('POST', '/tasks', headers, task, to);
  const { task_id: id } = (await response.json()) as { task_id: string };
  return { id, requestId: response.headers.get('x-request-id') };
};

const linesOf = ({ output }: RunningProcess, id: string): Line[] =>
  output
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}'))
    .map((line) => JSON.parse(line) as Line)
    .filter((line) => line.task_id === id);

const ended = (id: string) =>
  eventually(`the end of ${id} in\n${worker.output}`, () => {
    const lines = linesOf(worker, id);
    return lines.some(({ msg }) => /ended: (completed|failed)/.test(msg ?? '')) ? lines : null;
  });

/** The line may come after the answer: what a process prints arrives by a pipe. */
const accepted = (id: string) => eventually('the line', () => linesOf(gateway, id)[0]);

describe('a request', () => {
  it("has its caller's id in the answer and in its log lines", async () => {
    const { id, requestId } = await submit({ content: 'x [say x]' }, { 'x-request-id': 'abc.7-X' });
    expect(requestId).toBe('abc.7-X');
    const line = await accepted(id);
    expect(line).toMatchObject({ request_id: 'abc.7-X', task_id: id, msg: 'Task accepted' });
    expect(line).not.toHaveProperty('req');
    expect(line).not.toHaveProperty('reqId');
  });

  it.each(['', 'two words', 'x'.repeat(65), '"quoted"'])(
    'gets an id instead of %j',
    async (given) => {
      const { id, requestId } = await submit({ content: 'x [say x]' }, { 'x-request-id': given });
      expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
      expect(await accepted(id)).toMatchObject({ request_id: requestId });
    },
  );

  it('keeps its id in lines that come after waiting', async () => {
    const [a, b] = await Promise.all([
      submit({ content: 'a', delay_ms: 60_000 }),
      submit({ content: 'b', delay_ms: 60_000 }),
    ]);
    await call('POST', `/tasks/${a.id}/cancel`, { 'x-request-id': 'of-a' });
    await call('POST', `/tasks/${b.id}/cancel`, { 'x-request-id': 'of-b' });
    for (const [{ id, requestId }, cancel] of [[a, 'of-a'] as const, [b, 'of-b'] as const]) {
      await eventually('both lines', () => linesOf(gateway, id).length === 2);
      expect(linesOf(gateway, id).map((line) => line.request_id)).toEqual([requestId, cancel]);
    }
  });

  it.each([
    ['without a key', '/tasks', { authorization: '' }, 401],
    ['for nothing', '/no/such/route', {}, 404],
    ['that cannot be read', '/%', {}, 400],
    ['for a probe', '/health/live', {}, 200],
  ])('%s is answered with its id, too', async (_, path, headers, status) => {
    const response = await call('GET', path, { 'x-request-id': 'r-1', ...headers });
    expect([response.status, response.headers.get('x-request-id')]).toEqual([status, 'r-1']);
  });
});

describe('a trace', () => {
  it('goes with the task to the lines of every run', async () => {
    const content = '[first 1 status 503] [say x]';
    const { id } = await submit({ content }, { traceparent: TRACEPARENT });
    expect(await accepted(id)).toMatchObject({ trace_id: TRACE_ID });
    const lines = await ended(id);
    expect(lines.map(({ msg, delivery, trace_id }) => [msg, delivery, trace_id])).toEqual([
      ['Run begun', 1, TRACE_ID],
      ['Run ended: pending', 1, TRACE_ID],
      ['Run begun', 2, TRACE_ID],
      ['Run ended: completed', 2, TRACE_ID],
    ]);
  });

  it('goes with a task that a person puts back', async () => {
    const { id } = await submit({ content: '[status 400] no' }, { traceparent: TRACEPARENT });
    await ended(id);
    await call('POST', `/tasks/${id}/retry`, {});
    await eventually('a second run', () => linesOf(worker, id).length === 4);
    expect(linesOf(worker, id)[3]).toMatchObject({ delivery: 2, trace_id: TRACE_ID });
  });

  it('that is not valid is ignored', async () => {
    const { id } = await submit({ content: 'x [say x]' }, { traceparent: `00-${TRACE_ID}-00-01` });
    for (const line of await ended(id)) expect(line).not.toHaveProperty('trace_id');
  });
});

describe('a log that nobody reads', () => {
  /** More lines than fit into the pipe and the reader's buffer. */
  const TASKS = 1_500;
  const AT_ONCE = 50;

  it('holds up no answer, and is whole once somebody does', async () => {
    const unread = await processes.start('gateway', env);
    unread.child.stdout?.pause();
    const ids: string[] = [];
    while (ids.length < TASKS) {
      const some = Array.from({ length: AT_ONCE }, () =>
        submit({ content: 'x', delay_ms: 3_600_000 }, {}, unread),
      );
      for (const { id } of await Promise.all(some)) ids.push(id);
    }
    expect(linesOf(unread, ids.at(-1) ?? '')).toEqual([]);
    unread.child.stdout?.resume();
    await eventually('a line of each', () => {
      const told = new Set(unread.output.match(/"task_id":"[^"]+"/g));
      return ids.every((id) => told.has(`"task_id":"${id}"`));
    });
  });
});

describe('the log at info', () => {
  it('has nothing of what tasks say, and no secret', async () => {
    const metadata = { [`key-${MARKER}`]: MARKER };
    const headers = { 'idempotency-key': MARKER, 'x-other': MARKER, cookie: MARKER };
    const messages = [
      { role: 'system', content: `${MARKER} of the system` },
      { role: 'user', content: `[say ${MARKER} said] ${MARKER} of the user` },
    ];
    const tasks = [
      { content: `${MARKER} [say ${MARKER} answered]`, metadata, session_key: MARKER },
      { messages, metadata },
      { content: `[say ${MARKER}] [error 502]` },
      { content: `[say ${MARKER}] [break]` },
      { content: `[status 400] ${MARKER}` },
      { content: `[first 1 status 503] [say ${MARKER}]` },
    ];
    for (const [i, task] of tasks.entries()) {
      const { id } = await submit(task, { ...headers, 'idempotency-key': `${MARKER}-${i}` });
      await ended(id);
    }
    await call('POST', '/tasks', headers, { content: MARKER, [MARKER]: MARKER });
    await call('GET', `/tasks?${MARKER}=${MARKER}`, headers);
    await call('GET', `/${MARKER}`, headers);
    for (const each of [gateway, worker]) each.kill('SIGTERM');
    await Promise.all([gateway.exit(), worker.exit()]);
    for (const { output } of [gateway, worker]) {
      for (const secret of [MARKER, V1_TOKEN, API_SECRET]) expect(output).not.toContain(secret);
    }
  });
});
