import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';

import { isObject, parseJson, property, stringOrNull } from './json.js';
import { quotable } from './words.js';

/** As much of an answer that is no event stream as is read, in bytes. */
const MAX_BODY_BYTES = 65_536;
/** How long such a body may take after its headers, in ms. */
const BODY_TIMEOUT_MS = 5_000;

type Headers = Dispatcher.ResponseData['headers'];

/** An answer of V1 that is no event stream. */
export interface V1Answer {
  readonly status: number;
  /** Lower case, without parameters; empty where there was none. */
  readonly mediaType: string;
  readonly retryAfter: string | null;
  /** The body, where it is JSON. */
  readonly json: unknown;
  /** `error.type` of the JSON body. */
  readonly errorType: string | null;
  /** V1's own words, quotable: `error.message` of the JSON body, else the body; may be empty. */
  readonly message: string;
}

export function header(headers: Headers, name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

export const mediaType = (headers: Headers): string =>
  (header(headers, 'content-type') ?? '').replace(/;.*$/s, '').trim().slice(0, 100).toLowerCase();

/**
 * Reads an answer. Its status alone decides already, so a body that is too long, too slow or broken
 * off costs only words, never the answer.
 */
export async function readAnswer(
  response: Dispatcher.ResponseData,
  secret: string | null,
): Promise<V1Answer> {
  const text = await readBody(response.body);
  const json = parseJson(text);
  const error = property(json, 'error');
  return {
    status: response.statusCode,
    mediaType: mediaType(response.headers),
    retryAfter: header(response.headers, 'retry-after'),
    json,
    errorType: stringOrNull(property(error, 'type')),
    message: quotable(errorMessage(error) ?? text, secret),
  };
}

/** What V1 says in an `error` member; it is an object nearly everywhere, a string elsewhere. */
export const errorMessage = (error: unknown): string | null =>
  stringOrNull(isObject(error) ? error.message : error);

async function readBody(body: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  const timer = setTimeout(() => body.destroy(), BODY_TIMEOUT_MS);
  const incoming: AsyncIterable<Buffer> = body;
  try {
    for await (const chunk of incoming) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= MAX_BODY_BYTES) break;
    }
  } catch {
    // What came is enough.
  } finally {
    clearTimeout(timer);
  }
  return Buffer.concat(chunks).toString('utf8', 0, MAX_BODY_BYTES);
}
