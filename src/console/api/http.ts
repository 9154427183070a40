import type { ProblemDto } from '../../gateway/problem.dto.js';
import { ApiError, ConnectionError } from './errors.ts';
import { anotherKey, key } from './key.ts';
import { noteServerTime } from './server-time.ts';

/** How long the gateway may take to begin its answer, in ms. */
const TIMEOUT_MS = 30_000;

export interface Call {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  readonly accept?: string;
}

/**
 * Calls the gateway with the key of the moment; where that is refused it waits for another one.
 * @throws ApiError where the answer is a problem; ConnectionError where there is none; AbortError
 */
export async function call(path: string, options: Call = {}): Promise<Response> {
  for (;;) {
    const used = key.value;
    const response = await send(path, options, used);
    noteServerTime(response.headers.get('date'));
    if (response.ok) return response;
    if (response.status !== 401) throw await errorOf(response);
    await anotherKey(used, options.signal);
  }
}

/** As {@link call}, with the JSON of the answer. */
export async function callJson<T>(path: string, options: Call = {}): Promise<T> {
  const response = await call(path, options);
  try {
    return (await response.json()) as T;
  } catch (error) {
    options.signal?.throwIfAborted();
    throw new ConnectionError(error);
  }
}

async function send(path: string, options: Call, secret: string | null): Promise<Response> {
  const { accept = 'application/json', method = 'GET', headers = {}, body, signal } = options;
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort();
  }, TIMEOUT_MS);
  try {
    return await fetch(path, {
      method,
      headers: { accept, ...headers, ...(secret ? { authorization: `Bearer ${secret}` } : {}) },
      ...(body === undefined ? {} : { body }),
      signal: signal ? AbortSignal.any([signal, late.signal]) : late.signal,
      cache: 'no-store',
      credentials: 'omit',
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw new ConnectionError(error);
  } finally {
    clearTimeout(timer);
  }
}

async function errorOf(response: Response): Promise<ApiError> {
  const isProblem = /\bjson\b/.test(response.headers.get('content-type') ?? '');
  const problem: unknown = isProblem ? await response.json().catch(() => ({})) : {};
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new ApiError(
    response.status,
    problem as Partial<ProblemDto>,
    Number.isFinite(seconds) ? seconds : null,
  );
}
