import { afterEach, beforeEach, expect } from '@jest/globals';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { request } from 'undici';
import {
  type SimulatedRun,
  startV1Simulator,
  V1_SIMULATOR_HEADER,
  type V1Simulator,
  type V1SimulatorOptions,
} from '../../src/launcher/simulator/v1.simulator.js';

export const TOKEN = 'the-token';
export const CHAT = '/v1/chat/completions';
const DEADLINE_MS = 5_000;
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
export const RUN_ID = `chatcmpl_${UUID}`;
export const GARBAGE = '{"this is": no JSON';

let started: V1Simulator[] = [];
/** The simulator that is called: the newest that was started. */
export let v1: V1Simulator;

export const start = async (options: Partial<V1SimulatorOptions> = {}): Promise<void> => {
  v1 = await startV1Simulator({ token: TOKEN, ...options });
  started.push(v1);
};

/** Gives each test of a file a simulator of its own, and closes all that it started. */
export const useSimulator = () => {
  beforeEach(() => start());

  afterEach(async () => {
    await Promise.all(started.map((simulator) => simulator.close()));
    started = [];
  });
};

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path?: string;
  headers?: Record<string, string>;
  body?: unknown;
  signal?: AbortSignal;
}

export const AUTH = { authorization: `Bearer ${TOKEN}`, 'x-openclaw-agent-id': 'main' };

/** Sends a request; a header set to '' is left out, a body that is a string goes as it is. */
export const send = async ({ method = 'POST', path = CHAT, headers, body, signal }: Call) => {
  const sent = Object.entries({ ...AUTH, ...headers }).filter(([, value]) => value !== '');
  const response = await request(v1.url + path, {
    method,
    headers: Object.fromEntries(sent),
    body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    signal: signal ?? AbortSignal.timeout(DEADLINE_MS),
  });
  expect(response.headers[V1_SIMULATOR_HEADER]).toBe('true');
  return response;
};

export const call = async (options: Call) => {
  const { statusCode, headers, body } = await send(options);
  return { status: statusCode, headers, text: await body.text() };
};

export const asking = (prompt: string, rest: object = {}) => ({
  model: 'openclaw',
  stream: true,
  messages: [{ role: 'user', content: prompt }],
  ...rest,
});
export const whole = (prompt: string) => asking(prompt, { stream: false });

/** The data lines of a stream, the JSON ones parsed; anything else fails. */
export const linesOf = (text: string): unknown[] =>
  text
    .split('\n\n')
    .filter(Boolean)
    .map((frame) => {
      expect(frame).toMatch(/^data: .*$/);
      const data = frame.slice('data: '.length);
      return data === '[DONE]' || data === GARBAGE ? data : (JSON.parse(data) as unknown);
    });

export const chunkOf = (choices: unknown[], rest: object = {}): unknown => ({
  id: expect.stringMatching(`^${RUN_ID}$`),
  object: 'chat.completion.chunk',
  created: expect.any(Number),
  model: 'openclaw',
  choices,
  ...rest,
});
const choice = (delta: object, finish_reason: string | null = null) =>
  chunkOf([{ index: 0, delta, finish_reason }]);
export const ROLE = choice({ role: 'assistant' });
export const FINISH = choice({}, 'stop');
export const deltas = (...texts: string[]) => texts.map((content) => choice({ content }));

/** Waits, with a deadline, until a condition holds. */
export const until = async (holds: () => boolean): Promise<void> => {
  const deadline = Date.now() + DEADLINE_MS;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`Not so in time: ${holds.toString()}`);
    await nextTurn();
  }
};
export const statesOf = (runs: readonly SimulatedRun[]) => runs.map(({ state }) => state);
export const error = (message: string, type = 'invalid_request_error') => ({
  error: { message, type },
});

/** A stream that is read as it comes; `leave` disconnects. */
export const open = async (
  prompt: string,
  headers: Record<string, string> = {},
  rest: object = {},
) => {
  const client = new AbortController();
  const { body } = await send({ body: asking(prompt, rest), headers, signal: client.signal });
  const seen = {
    text: '',
    broken: false,
    ended: false,
    leave: () => {
      client.abort();
    },
  };
  body.setEncoding('utf8');
  body.on('data', (text: string) => (seen.text += text));
  body.on('end', () => (seen.ended = true));
  body.on('error', () => (seen.broken = true));
  await until(() => seen.text.includes('"role"'));
  return seen;
};

/** Lets some time pass that is not guessed: a run that is known to take 50 ms. */
export const aWhile = () =>
  call({ body: asking('[sleep 50ms]'), headers: { 'x-openclaw-agent-id': 'research' } });
