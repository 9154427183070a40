import type { Socket } from 'node:net';
import { buildConnector, Client, type Dispatcher } from 'undici';

import { classifyBroken, classifyNoConnection } from './classify.js';
import { Deadlines, type Limits } from './deadlines.js';
import { V1Error } from './v1.error.js';

type RequestOptions = Pick<Dispatcher.RequestOptions, 'method' | 'headers'> & {
  readonly path: string;
  readonly body?: string;
};

/** As much of an answer as comes into this process before somebody reads it, in bytes: one piece. */
const READ_AHEAD = { highWaterMark: 1 };

/**
 * One connection for one exchange with V1, closed at its end. V1 closes idle sockets, and a reset on
 * a reused one would look like a run that may have begun; closing aborts the run in V1.
 */
export class V1Connection {
  readonly deadlines: Deadlines;
  private readonly client: Client;
  private readonly basePath: string;

  constructor(
    private readonly url: string,
    limits: Limits,
  ) {
    const { origin, pathname } = new URL(url);
    this.basePath = pathname.replace(/\/$/, '');
    this.deadlines = new Deadlines(limits, url);
    // undici's own timeouts are off: V1 can be silent for longer, and only our deadlines count.
    this.client = new Client(origin, {
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: watchedConnector(this.deadlines),
    });
  }

  /**
   * Sends the one request and waits for the headers of its answer. Follows no redirect. Of a body that is not
   * read, next to nothing comes into this process: the rest waits in the kernel, and comes in one piece.
   */
  async request({ path, ...options }: RequestOptions): Promise<Dispatcher.ResponseData> {
    const response = await this.client.request({
      ...options,
      path: this.basePath + path,
      reset: true,
      ...READ_AHEAD,
    });
    this.deadlines.heard();
    // A body that is not read to its end is destroyed with an error that nobody waits for.
    response.body.on('error', () => undefined);
    return response;
  }

  /** What an error that was caught during the exchange says of it. */
  toV1Error(error: unknown): V1Error {
    if (error instanceof V1Error) return error;
    if (this.deadlines.failure) return this.deadlines.failure;
    return this.deadlines.connected
      ? new V1Error(classifyBroken(error), error)
      : new V1Error(classifyNoConnection(error, this.url), error);
  }

  async close(): Promise<void> {
    this.deadlines.close();
    await this.client.destroy(this.deadlines.signal.reason as Error);
  }
}

/** undici's connector, which returns the socket from the first moment, though its type does not say so. */
const connect = buildConnector({ timeout: 0, allowH2: false, ...READ_AHEAD }) as (
  ...call: Parameters<buildConnector.connector>
) => Socket;

/**
 * It, made to tell when the connection stands (the TLS handshake included), and to destroy the socket, connected
 * or not, when the deadlines' signal aborts. (As an option of the connector the signal would cost an error for
 * each exchange, also for one that ended well, and eight listeners.)
 */
function watchedConnector(deadlines: Deadlines): buildConnector.connector {
  const { signal } = deadlines;
  return (options, callback) => {
    const socket = connect(options, (...outcome) => {
      if (outcome[0] === null) deadlines.established();
      callback(...outcome);
    });
    const destroy = (): void => {
      socket.destroy(signal.reason as Error);
    };
    if (signal.aborted) destroy();
    else signal.addEventListener('abort', destroy, { once: true });
  };
}
