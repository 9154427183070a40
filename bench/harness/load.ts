import autocannon from 'autocannon';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';

const REQUEST_DEADLINE_S = 30;

export interface Request {
  readonly path: string;
  /** Given: it is posted as JSON. */
  readonly body?: object;
}

export interface Load extends Request {
  readonly connections: number;
  readonly seconds: number;
}

const HEADERS = { 'content-type': 'application/json' };

/** Text of so many bytes. */
export const text = (bytes: number): string =>
  'Write a report on it. '.repeat(Math.ceil(bytes / 22)).slice(0, bytes);

/**
 * Asks as fast as it is answered, on so many connections.
 * @returns answers a second
 * @throws Error if one was no success
 */
export async function hammer(url: string, load: Load): Promise<number> {
  const { connections, seconds } = load;
  const result = await autocannon({
    ...requestOf(url, load),
    connections,
    duration: seconds,
    timeout: REQUEST_DEADLINE_S,
  });
  const failed = result.non2xx + result.errors + result.timeouts;
  if (failed > 0) throw new Error(`${failed} requests to ${load.path} failed`);
  return result['2xx'] / result.duration;
}

const requestOf = (url: string, { path, body }: Request): autocannon.Options =>
  body === undefined
    ? { url: url + path }
    : { url: url + path, method: 'POST', headers: HEADERS, body: JSON.stringify(body) };

/** Asks so often in all. @returns how long it took, in ms. @throws Error if one was no success */
export async function repeat(
  url: string,
  request: Request,
  { times, connections }: { times: number; connections: number },
): Promise<number> {
  const pool = new Pool(url, { connections, pipelining: 1 });
  const began = performance.now();
  let left = times;
  const go = async (): Promise<void> => {
    while (left-- > 0) await send(pool, request);
  };
  try {
    await Promise.all(Array.from({ length: connections }, go));
    return performance.now() - began;
  } finally {
    await pool.destroy();
  }
}

/**
 * Asks so often a second, however long answers take. (The rate of autocannon comes as one burst at the
 * start of each second.)
 * @returns how long each answer took, in ms
 * @throws Error if one was no success
 */
export async function pace(
  url: string,
  request: Request,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<number[]> {
  const pool = new Pool(url, { connections: 64, pipelining: 1 });
  const answers: Promise<number>[] = [];
  const began = performance.now();
  try {
    for (let i = 0; i < perSecond * seconds; i++) {
      const early = began + (i * 1_000) / perSecond - performance.now();
      if (early > 0) await delay(early);
      const answer = send(pool, request);
      answers.push(answer);
      // Its failure is told below, and must not end the process before.
      answer.catch(() => undefined);
    }
    return await Promise.all(answers);
  } finally {
    await pool.destroy();
  }
}

/** @returns how long the answer took, in ms */
export async function send(pool: Pool, { path, body }: Request): Promise<number> {
  const asked = performance.now();
  const answer = await pool.request({
    path,
    method: body === undefined ? 'GET' : 'POST',
    ...(body && { headers: HEADERS, body: JSON.stringify(body) }),
    headersTimeout: REQUEST_DEADLINE_S * 1_000,
  });
  const text = await answer.body.text();
  if (answer.statusCode >= 300) {
    throw new Error(`${path} was answered ${answer.statusCode}: ${text}`);
  }
  return performance.now() - asked;
}
