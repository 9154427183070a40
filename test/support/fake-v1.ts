import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Server as NetServer, Socket } from 'node:net';

import { AppConfig } from '../../src/config/app.config.js';
import type { RunRequest } from '../../src/tasks/run.js';
import { HttpV1Client } from '../../src/v1/http-v1.client.js';
import type { RunListener, RunResult, V1Client } from '../../src/v1/v1.client.js';
import { V1Error } from '../../src/v1/v1.error.js';

export const TOKEN = 'v1-test-token';

/** Lines of V1's stream, as recorded. */
const event = (body: object): string =>
  `data: ${JSON.stringify({ id: 'chatcmpl_1', object: 'chat.completion.chunk', ...body })}\n\n`;
const choice = (delta: object, finish_reason: string | null): string =>
  event({ choices: [{ index: 0, delta, finish_reason }] });
export const ROLE = choice({ role: 'assistant' }, null);
export const FINISH = choice({}, 'stop');
export const USAGE = event({
  choices: [],
  usage: { prompt_tokens: 10247, completion_tokens: 11, total_tokens: 10258 },
});
export const DONE = 'data: [DONE]\n\n';
export const delta = (content: string): string => choice({ content }, null);
export const errorEvent = (message: string, type: string): string =>
  `data: ${JSON.stringify({ error: { message, type } })}\n\n`;

export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** Answers with a whole stream. */
export const stream =
  (...lines: (string | Uint8Array)[]): Answer =>
  (response) => {
    openStream(response);
    for (const line of lines) response.write(line);
    response.end();
  };

export const openStream = (response: ServerResponse): ServerResponse =>
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });

/** Sends the start of a stream and then nothing more. */
export const silentAfter =
  (...lines: string[]): Answer =>
  (response) => {
    openStream(response).write(lines.join(''));
  };

/** Answers with V1's error body. */
export const refusal =
  (status: number, message: string, type: string, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
    response.end(JSON.stringify({ error: { message, type } }));
  };

export function portOf(server: NetServer): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address.port;
}

export interface SeenRequest {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server that answers as a test tells it, and remembers what it was asked and by which sockets. */
export class FakeV1 {
  readonly requests: SeenRequest[] = [];
  readonly sockets: Socket[] = [];
  answer: Answer = stream(ROLE, FINISH, DONE);
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      void this.serve(request, response);
    });
    this.server.on('connection', (socket) => this.sockets.push(socket));
  }

  get port(): number {
    return portOf(this.server);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<this> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return this;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { method, url, headers } = request;
    this.requests.push({ method, url, headers, body });
    this.answer(response, request);
  }
}

/** The end of a connection as the server sees it; a reset is one, too. */
export const closed = async (socket: Socket | undefined): Promise<void> => {
  if (!socket) throw new Error('nobody connected');
  if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
};

export const clientFor = (url: string, env: Record<string, string> = {}): HttpV1Client => {
  const all: Record<string, string> = { V1_URL: url, V1_TOKEN: TOKEN, ...env };
  return new HttpV1Client(new AppConfig((name) => all[name]));
};

export const request = (overrides: Partial<RunRequest> = {}): RunRequest => ({
  runKey: `${randomUUID()}.1`,
  messages: [{ role: 'user', content: 'hello' }],
  agentId: 'main',
  sessionKey: null,
  model: 'openclaw',
  sampling: null,
  timeoutMs: 20_000,
  rejoin: null,
  ...overrides,
});

/** How a run went: the pieces that it told, and its result or its error. */
export interface Ran {
  /** Those since it was told anew. */
  readonly pieces: string[];
  readonly text: string;
  /** How often it was told anew. */
  readonly restarts: number;
  readonly result: RunResult | null;
  readonly error: V1Error | null;
}

/** Runs to the end. Fails on any error that is no V1Error. */
export async function run(
  client: V1Client,
  asked: RunRequest = request(),
  signal: AbortSignal = new AbortController().signal,
  onPiece: (piece: string) => unknown = () => undefined,
): Promise<Ran> {
  const pieces: string[] = [];
  let restarts = 0;
  const listener: RunListener = {
    said: (text) => {
      pieces.push(text);
      onPiece(text);
    },
    did: () => undefined,
    restarted: () => {
      pieces.splice(0);
      restarts += 1;
      return Promise.resolve();
    },
  };
  const ran = (end: Partial<Pick<Ran, 'result' | 'error'>>): Ran => {
    return { pieces, text: pieces.join(''), restarts, result: null, error: null, ...end };
  };
  try {
    return ran({ result: await client.run(asked, signal, listener) });
  } catch (error) {
    if (error instanceof V1Error) return ran({ error });
    throw error;
  }
}
