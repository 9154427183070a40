import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { SELF_SIGNED } from '../../test/support/certificate.js';
import { portOf } from '../../test/support/fake-v1.js';
import { V1Connection } from './v1.connection.js';

const LIMITS = { connectMs: 5_000, idleMs: 5_000, totalMs: 20_000 };
const PIECE = 'x'.repeat(200);
const PIECES = 60;

const before = getCACertificates('default');
beforeAll(() => {
  setDefaultCACertificates([...before, SELF_SIGNED.cert]);
});
afterAll(() => {
  setDefaultCACertificates(before);
});

async function get(url: string) {
  const connection = new V1Connection(url, LIMITS);
  const { body } = await connection.request({ method: 'GET', path: '/' });
  return { connection, body };
}

const write = (response: ServerResponse, piece: string): Promise<unknown> =>
  new Promise((resolve) => response.write(piece, resolve));

it.each(['http', 'https'])('leaves in the kernel what nobody reads, over %s', async (scheme) => {
  const answers: ServerResponse[] = [];
  const answer = (_: unknown, response: ServerResponse): void => {
    answers.push(response);
    response.write('begun');
  };
  const server = scheme === 'http' ? createServer(answer) : createTlsServer(SELF_SIGNED, answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sockets: Socket[] = [];
  const onConnected = (message: unknown): void => {
    sockets.push((message as { socket: Socket }).socket);
  };
  subscribe('undici:client:connected', onConnected);
  const url = `${scheme}://127.0.0.1:${portOf(server)}`;
  const unread = await get(url);
  for (let i = 0; i < PIECES; i++) {
    if (answers[0]) await write(answers[0], PIECE);
    // Whoever read on would have by the time that another connection has its answer.
    if (i % 20 === 0) await (await get(url)).connection.close();
  }
  const taken = sockets[0]?.bytesRead ?? Infinity;
  answers[0]?.end();
  expect((await unread.body.text()).length).toBe('begun'.length + PIECES * PIECE.length);
  // What came with the first readings, and not most of it.
  expect(taken).toBeLessThan((PIECES * PIECE.length) / 2);
  await unread.connection.close();
  unsubscribe('undici:client:connected', onConnected);
  server.close();
  server.closeAllConnections();
});
