import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { Test } from '@nestjs/testing';
import { eventually } from '../../../test/support/eventually.js';
import { request, run } from '../../../test/support/fake-v1.js';
import { start, TOKEN, useSimulator, v1 } from '../../../test/support/simulator-harness.js';
import { closeSocketClients, socketClientFor } from '../../../test/support/socket-client.js';
import { AppConfig } from '../../config/app.config.js';
import type { RunRequest } from '../../tasks/run.js';
import { V1Client } from '../v1.client.js';
import { V1Module } from '../v1.module.js';
import { SocketV1Client } from './socket-v1.client.js';

useSimulator();
closeSocketClients();
const open = (env: Record<string, string> = {}) =>
  socketClientFor(v1.url, { V1_TOKEN: TOKEN, ...env });
const asking = (content: string, rest: Partial<RunRequest> = {}): RunRequest =>
  request({ messages: [{ role: 'user', content }], ...rest });
const states = () => v1.runs.map(({ state }) => state);

describe('over a WebSocket, a run', () => {
  it('goes on where its connection breaks', async () => {
    const ran = await run(open(), asking('[tokens 3] [break]'));
    expect(ran).toMatchObject({ text: 'word1 word2 word3', error: null });
    expect(states()).toEqual(['completed']);
  });

  it('that said something before V1 crashed is told anew', async () => {
    const asked = asking('[first 1 tokens 2] [first 1 hang] [say else]');
    const heard: string[] = [];
    const ran = await run(open(), asked, undefined, (piece) => {
      heard.push(piece);
      if (heard.length === 1) v1.crash();
    });
    expect(heard.join('')).toMatch(/^word1.*else$/);
    expect(ran).toMatchObject({ text: 'else', error: null });
  });

  it('has one connection with all others', async () => {
    const client = open();
    const ran = await Promise.all(['a', 'b', 'c'].map((x) => run(client, asking(`[say ${x}]`))));
    expect(ran.map(({ text }) => text)).toEqual(['a', 'b', 'c']);
  });

  it('sends the text of an emoji whole, and empty answers as an error', async () => {
    expect(await run(open(), asking('[emoji]'))).toMatchObject({ text: 'Grüße 👋🏽 你好 👩‍👩‍👧 🎉' });
    const { error } = await run(open(), asking('[empty]'));
    expect(error?.message).toContain("couldn't generate a response");
  });

  it('ends by a deadline for silence, and in V1, too', async () => {
    const { error } = await run(open({ V1_IDLE_TIMEOUT_MS: '200' }), asking('[hang]'));
    expect(error).toMatchObject({ code: 'timeout', began: 'maybe' });
    expect(states()).toEqual(['aborted']);
  });

  it('is not held for one that did not begin where V1 has some trace of it', async () => {
    const asked = asking('[first 1 sleep 60s] [sleep 1s] [say x]');
    const first = run(open(), asked);
    await eventually('its run', () => states()[0] === 'running');
    // Longer than connecting may take: that time is over once V1 has answered.
    const late = run(open({ V1_CONNECT_TIMEOUT_MS: '300' }), asked);
    v1.crash();
    expect([(await late).text, (await first).text]).toEqual(['x', 'x']);
  });

  it('that is stopped before it starts sends nothing', async () => {
    const { error } = await run(open(), asking('x'), AbortSignal.abort());
    expect(error).toMatchObject({ code: 'worker_stopped', began: 'no' });
    expect(states()).toEqual([]);
  });
});

describe('over a WebSocket, no run begins', () => {
  const unavailable = { code: 'v1_unavailable', began: 'no', retryable: true };

  it('where nothing listens, until something does', async () => {
    const client = open();
    const { port } = v1;
    await v1.close();
    const { error } = await run(client, asking('x'));
    expect(error).toMatchObject(unavailable);
    expect(error?.message).toContain(`Nothing listens at ws://127.0.0.1:${port}`);
    expect(await client.probe()).toMatchObject({ state: 'down' });
    await start({ port });
    await eventually('V1', async () => (await client.probe()).state === 'up');
    expect(await run(client, asking('[say x]'))).toMatchObject({ text: 'x', error: null });
  });

  it('where V1 refuses for the moment', async () => {
    const { error } = await run(open(), asking('[status 503 retry-after 2]'));
    expect(error).toMatchObject({ ...unavailable, retryAfterMs: 2_000 });
  });

  it.each(['before', 'after'])('while V1 drains, for who connected %s', async (when) => {
    const client = open();
    if (when === 'before') await client.probe();
    v1.drain(true);
    expect((await run(client, asking('x'))).error).toMatchObject(unavailable);
    expect(await client.probe()).toMatchObject({ state: 'down' });
  });

  it('where the other side is no OpenClaw', async () => {
    const { error } = await run(open({ V1_WS_URL: 'ws://127.0.0.1:1' }), asking('x'));
    expect(error).toMatchObject(unavailable);
  });

  it.each<[string, Partial<RunRequest>, string]>([
    [
      'a conversation',
      {
        messages: [
          { role: 'user', content: 'a' },
          { role: 'assistant', content: 'b' },
          { role: 'user', content: 'c' },
        ],
      },
      'messages must be one of role user',
    ],
    ['sampling', { sampling: { temperature: 1 } }, 'temperature cannot be sent'],
    [
      'more than one message takes',
      { messages: [{ role: 'user', content: 'x'.repeat(26_000_000) }] },
      'too large',
    ],
  ])('of %s', async (_, rest, words) => {
    const { error } = await run(open(), request(rest));
    expect(error).toMatchObject({ code: 'v1_refused', began: 'no', retryable: false });
    expect(error?.message).toContain(words);
    expect(states()).toEqual([]);
  });
});

it('never shows the token', async () => {
  const wrong = `${TOKEN}-which-is-wrong`;
  const { error } = await run(open({ V1_TOKEN: wrong }), asking('x'));
  expect(error?.code).toBe('v1_misconfigured');
  expect(inspect(error, { depth: 10 })).not.toContain(wrong);
});

it('is what V1_PROTOCOL=ws gives, and ends with the process', async () => {
  const env: Record<string, string> = { V1_PROTOCOL: 'ws', V1_URL: v1.url, V1_TOKEN: TOKEN };
  const module = await Test.createTestingModule({ imports: [V1Module] })
    .useMocker((token) => (token === AppConfig ? new AppConfig((name) => env[name]) : undefined))
    .compile();
  const client = module.get(V1Client);
  expect(client).toBeInstanceOf(SocketV1Client);
  expect(await client.probe()).toMatchObject({ state: 'up', simulated: true });
  await module.close();
  expect(await eventually('the end', () => client.probe())).toMatchObject({ state: 'down' });
});
