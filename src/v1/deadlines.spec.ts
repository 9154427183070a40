import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import * as fake from '../../test/support/fake-v1.js';
import {
  clientFor,
  closed,
  delta,
  request,
  ROLE,
  run,
  silentAfter,
} from '../../test/support/fake-v1.js';
import { lostTrack } from '../tasks/run.js';
import { V1Error } from './v1.error.js';

let v1: fake.FakeV1;
beforeEach(async () => {
  v1 = await new fake.FakeV1().start();
});
afterEach(() => v1.stop());

describe('a deadline', () => {
  it.each(['before the headers', 'in the stream'])('for silence %s', async (when) => {
    v1.answer = when === 'in the stream' ? silentAfter(ROLE) : () => undefined;
    const { error } = await run(clientFor(v1.url, { V1_IDLE_TIMEOUT_MS: '100' }));
    expect(error).toMatchObject({ code: 'timeout', began: 'maybe', retryable: true });
    await closed(v1.sockets[0]);
  });

  it('for silence does not count the time that is taken to deal with what V1 said', async () => {
    const idleMs = 100;
    v1.answer = silentAfter(ROLE, delta('a'));
    const client = clientFor(v1.url, { V1_IDLE_TIMEOUT_MS: String(idleMs) });
    let heardAt = 0;
    const { error } = await run(client, request(), undefined, () => {
      // Nothing else happens in this process meanwhile.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3 * idleMs);
      heardAt = performance.now();
    });
    expect(error).toMatchObject({ code: 'timeout' });
    expect(performance.now() - heardAt).toBeGreaterThan(idleMs / 2);
  });

  it('may be longer than a timer can wait', async () => {
    const TEN_YEARS_MS = 315_360_000_000;
    const client = clientFor(v1.url, { V1_IDLE_TIMEOUT_MS: String(TEN_YEARS_MS) });
    const { error } = await run(client, request({ timeoutMs: TEN_YEARS_MS }));
    expect(error).toBeNull();
  });

  it('for the whole run, however much V1 says', async () => {
    v1.answer = (response) => {
      fake.openStream(response);
      const timer = setInterval(() => response.write(delta('.')), 5);
      response.on('close', () => {
        clearInterval(timer);
      });
    };
    const { error } = await run(clientFor(v1.url), request({ timeoutMs: 150 }));
    expect(error).toMatchObject({ code: 'timeout', began: 'maybe', retryable: true });
    await closed(v1.sockets[0]);
  });

  it('does not forget the status when the body of a refusal hangs', async () => {
    v1.answer = (response) => response.writeHead(503, { 'retry-after': '2' }).write('{"error":');
    const { error } = await run(clientFor(v1.url), request({ timeoutMs: 200 }));
    expect(error).toMatchObject({ code: 'v1_unavailable', began: 'no', retryAfterMs: 2_000 });
  });
});

describe('abort', () => {
  const stopped = { code: 'worker_stopped', retryable: true };

  it('before the start sends nothing', async () => {
    const { error } = await run(clientFor(v1.url), request(), AbortSignal.abort());
    expect(error).toMatchObject({ ...stopped, began: 'no' });
    expect(v1.sockets).toHaveLength(0);
  });

  it.each(['before the headers', 'in the stream'])('%s closes the connection', async (when) => {
    const controller = new AbortController();
    v1.answer = (response) => {
      if (when === 'in the stream') fake.openStream(response).write(ROLE);
      controller.abort();
    };
    const { error } = await run(clientFor(v1.url), request(), controller.signal);
    expect(error).toMatchObject({ ...stopped, began: 'maybe' });
    await closed(v1.sockets[0]);
  });

  it('is what a listener that fails does', async () => {
    v1.answer = silentAfter(ROLE, delta('a'));
    const { error } = await run(clientFor(v1.url), request(), undefined, () => {
      throw new V1Error(lostTrack('it cannot be heard'));
    });
    expect(error).toMatchObject({ message: 'it cannot be heard', began: 'maybe' });
    await closed(v1.sockets[0]);
  });
});

describe('while the TLS handshake gets no answer', () => {
  let mute: Server;
  let connected: Promise<Socket>;
  let url: string;
  beforeEach(async () => {
    const connection = Promise.withResolvers<Socket>();
    connected = connection.promise;
    mute = createServer((socket) => {
      connection.resolve(socket.resume());
    }).listen(0, '127.0.0.1');
    await once(mute, 'listening');
    url = `https://127.0.0.1:${fake.portOf(mute)}`;
  });
  afterEach(() => {
    mute.close();
  });

  it('the connect deadline holds', async () => {
    const { error } = await run(clientFor(url, { V1_CONNECT_TIMEOUT_MS: '100' }));
    expect(error).toMatchObject({ code: 'v1_unavailable', began: 'no', retryable: true });
    await closed(await connected);
  });

  it('an abort closes the connection, and nothing has begun', async () => {
    const controller = new AbortController();
    const running = run(clientFor(url), request(), controller.signal);
    const socket = await connected;
    controller.abort();
    expect((await running).error).toMatchObject({ code: 'worker_stopped', began: 'no' });
    await closed(socket);
  });
});
