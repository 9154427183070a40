import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayClient } from '@openclaw/gateway-client';
import { eventually } from '../../../../test/support/eventually.js';
import { TOKEN, useSimulator, v1 } from '../../../../test/support/simulator-harness.js';

const KEY = 'agent:main:v2:task:t1';
type Answer = Record<string, unknown>;

/** A client as OpenClaw has it, and what it was told. */
class Caller {
  readonly events: { event: string; payload?: unknown }[] = [];
  readonly failures: Error[] = [];
  readonly client: GatewayClient;
  greeted = false;

  constructor(token = TOKEN) {
    this.client = new GatewayClient({
      url: v1.url.replace('http', 'ws'),
      token,
      scopes: ['operator.read', 'operator.write'],
      onHelloOk: () => (this.greeted = true),
      onConnectError: (error) => this.failures.push(error),
      onEvent: (event) => this.events.push(event),
    });
    this.client.start();
  }

  async ready(): Promise<this> {
    await eventually('the greeting', () => this.greeted);
    return this;
  }

  ask = (method: string, params: object = {}): Promise<Answer> =>
    this.client.request(method, params);
  run = (message: string, runId = 't1.1', sessionKey = KEY): Promise<Answer> =>
    this.ask('agent', { message, agentId: 'main', sessionKey, idempotencyKey: runId });
  wait = (runId = 't1.1', timeoutMs = 5_000): Promise<Answer> =>
    this.ask('agent.wait', { runId, timeoutMs });
  rows = async (key = KEY): Promise<Answer[]> =>
    (await this.ask('sessions.get', { key })).messages as Answer[];

  /** The data of the agent events of a stream. */
  told(stream: string): unknown[] {
    const payloads = this.events
      .filter(({ event }) => event === 'agent')
      .map(({ payload }) => payload as { stream: string; data: unknown });
    return payloads.filter((payload) => payload.stream === stream).map(({ data }) => data);
  }
}

useSimulator();
const callers: Caller[] = [];
const call = async (): Promise<Caller> => {
  const caller = new Caller();
  callers.push(caller);
  return caller.ready();
};
let a: Caller;
beforeEach(async () => {
  a = await call();
});
afterEach(() => {
  for (const { client } of callers.splice(0)) client.stop();
});

describe('a run over a WebSocket', () => {
  it('is accepted, tells everybody what it says, and stays in its session', async () => {
    const b = await call();
    expect(
      await a.run('[tokens 2]', 't1.1', KEY.toUpperCase().replace('AGENT:MAIN', 'agent:main')),
    ).toMatchObject({ runId: 't1.1', status: 'accepted', sessionKey: KEY });
    expect(await a.wait()).toMatchObject({ status: 'ok', terminalReply: { text: 'word1 word2' } });
    expect(b.told('assistant')).toEqual([
      { text: 'word1', delta: 'word1' },
      { text: 'word1 word2', delta: ' word2' },
    ]);
    expect(await b.rows()).toMatchObject([
      { role: 'user', content: '[tokens 2]', idempotencyKey: 't1.1:user' },
      { role: 'assistant', stopReason: 'stop', __openclaw: { runId: 't1.1' } },
    ]);
  });

  it('is one for one key, whatever is asked', async () => {
    const b = await call();
    await a.run('[hang]');
    expect(await b.run('[say other]')).toMatchObject({ status: 'in_flight' });
    expect(v1.runs).toHaveLength(1);
  });

  it('is cut in what is waited for, and whole in its session', async () => {
    await a.run('[bytes 9000]');
    const { terminalReply } = await a.wait();
    expect((terminalReply as { text: string }).text).toHaveLength(4_096);
    expect((await a.rows())[1]?.content).toMatchObject([{ text: 'openclaw'.repeat(1_125) }]);
  });

  it('tells whether it waits for its session, runs, and what it said', async () => {
    await a.run('[say so far] [hang]', 't1.1');
    await a.run('[say x]', 't2.1');
    await eventually('words', () => a.told('assistant').length > 1);
    expect(await a.ask('chat.history', { sessionKey: KEY, limit: 1 })).toMatchObject({
      pendingInputs: { items: [{ runId: 't2.1' }] },
      sessionInfo: { hasActiveRun: true, activeRunIds: ['t1.1', 't2.1'] },
      inFlightRun: { runId: 't1.1', text: 'so far' },
    });
    expect(await a.wait('t2.1', 1)).toEqual({ runId: 't2.1', status: 'timeout' });
  });

  it('is cancelled from any connection', async () => {
    const b = await call();
    await a.run('[hang]');
    const { tasks } = await b.ask('tasks.list', { sessionKey: KEY });
    const [task] = tasks as { runId: string; taskId: string }[];
    expect(task?.runId).toBe('t1.1');
    const cancelled = await b.ask('tasks.cancel', { taskId: task?.taskId });
    expect(cancelled).toEqual({ found: true, cancelled: true });
    expect(await a.wait()).toMatchObject({ status: 'error', stopReason: 'rpc' });
    expect(v1.runs).toMatchObject([{ state: 'aborted' }]);
  });

  it('goes on without the connection that started it', async () => {
    await a.run('[say x] [break]');
    const b = await call();
    expect(await b.wait()).toMatchObject({ status: 'ok' });
  });

  it('is spoiled in what is waited for by a key that is sent again too late', async () => {
    await a.run('[say x]');
    await a.wait();
    v1.forgetKeys();
    expect(await a.run('[say x]')).toMatchObject({ status: 'accepted' });
    expect(await a.wait()).toMatchObject({ status: 'error' });
    expect((await a.rows()).map(({ idempotencyKey }) => idempotencyKey)).toEqual([
      't1.1:user',
      undefined,
      't1.1:terminal-error',
    ]);
    expect(v1.runs).toHaveLength(1);
  });

  it('goes on under another id after a crash', async () => {
    await a.run('[first 1 hang] [say x]');
    await eventually('its message', async () => (await a.rows()).length > 0);
    v1.crash();
    const b = await call();
    expect(await b.wait('t1.1', 1)).toEqual({ runId: 't1.1', status: 'timeout' });
    await eventually('the answer', async () => (await b.rows()).length === 3);
    const answer = (await b.rows())[2] as { __openclaw: { runId: string } };
    expect(answer.__openclaw.runId).not.toBe('t1.1');
    expect(v1.runs).toMatchObject([
      { state: 'aborted', resumed: false },
      { state: 'completed', resumed: true },
    ]);
  });
});

describe('over a WebSocket is refused', () => {
  it.each<[string, object, string]>([
    ['an unknown agent', { agentId: 'nope' }, 'unknown agent id "nope"'],
    ['another agent’s session', { sessionKey: 'agent:research:x' }, 'belongs to "research"'],
    ['an empty message', { message: '' }, 'must not have fewer than 1 characters'],
    ['what is not known', { temperature: 1 }, "unexpected property 'temperature'"],
    ['what its message says', { message: '[status 400]' }, 'simulated provider error 400'],
  ])('%s', async (_, rest, words) => {
    const asked = { message: 'x', agentId: 'main', sessionKey: KEY, idempotencyKey: 'k', ...rest };
    await expect(a.ask('agent', asked)).rejects.toMatchObject({
      gatewayCode: 'INVALID_REQUEST',
      message: expect.stringContaining(words),
    });
    expect(v1.runs).toHaveLength(0);
  });

  it('a wrong token', async () => {
    const wrong = new Caller('wrong');
    callers.push(wrong);
    const failure = await eventually('a refusal', () => wrong.failures[0]);
    expect(failure).toMatchObject({ details: { code: 'AUTH_TOKEN_MISMATCH' } });
  });

  it('all but waiting while it drains', async () => {
    await a.run('[sleep 100ms] [say x]');
    v1.drain(true);
    const refusal = { gatewayCode: 'UNAVAILABLE', retryable: true, retryAfterMs: 1_000 };
    await expect(a.run('x', 't2.1')).rejects.toMatchObject(refusal);
    expect(await a.wait()).toMatchObject({ status: 'ok' });
    const late = new Caller();
    callers.push(late);
    const failure = await eventually('a refusal', () => late.failures[0]);
    expect(failure.message).toContain('HTTP 503');
  });

  it('a message that is too large, with the whole connection', async () => {
    const closed = a.run('x'.repeat(26_214_400));
    await expect(closed).rejects.toThrow('gateway closed (1009)');
  });
});
