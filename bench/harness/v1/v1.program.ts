/** The V1 of the bench, as a process of its own. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerQuestions } from '../questions.ts';
import { Arrivals } from './arrivals.ts';
import { endlessChunk, wholeAnswer } from './v1.wire.ts';
import { Streams } from './v1.streams.ts';

/** OpenClaw closes sockets that are idle for so long, in ms. */
const KEEP_ALIVE_MS = 5_000;

/** How runs are answered from now on. */
export interface V1Behaviour {
  /** Bytes of text in an answer. @defaultValue 32 */
  readonly bytes?: number;
  /** How long an answer takes, in ms. @defaultValue 0 */
  readonly delayMs?: number;
  /** Given: runs never end, and each says so many tokens a second, each of which tells when it was sent. */
  readonly tokensPerSecond?: number;
}

const arrivals = new Arrivals();
const streams = new Streams();
let behaviour: V1Behaviour = {};
let answer = wholeAnswer(32);

function run(request: IncomingMessage, response: ServerResponse): void {
  arrivals.add();
  request.resume();
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  if (behaviour.tokensPerSecond !== undefined) {
    response.write(endlessChunk(''));
    streams.add(response);
  } else if (behaviour.delayMs) setTimeout(() => response.end(answer), behaviour.delayMs);
  else response.end(answer);
}

const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
  if (request.method === 'POST') {
    run(request, response);
    return;
  }
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ object: 'list', data: [{ id: 'openclaw', object: 'model' }] }));
});

answerQuestions({
  behave: (told: V1Behaviour) => {
    behaviour = told;
    answer = wholeAnswer(told.bytes ?? 32);
    streams.pace(told.tokensPerSecond ?? 0);
  },
  forget: () => {
    arrivals.clear();
  },
  arrived: () => arrivals.count,
  arrivals: () => arrivals.times,
  streams: () => streams.open,
});
server.listen(0, '127.0.0.1', 4_096, () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ readyAt: `http://127.0.0.1:${port}` });
});
