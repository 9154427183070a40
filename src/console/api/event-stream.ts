import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { Attention, untilSeen } from './attention.ts';
import { ApiError, isTransient } from './errors.ts';
import { call } from './http.ts';
import { backoff, hasAborted, pause } from './pause.ts';

/** The gateway gives a sign of life each 15 s; after this long without one the connection is dead. */
const SILENCE_MS = 40_000;
/**
 * A page that nobody looks at gives up its connection after this long, in ms: browsers open six to a
 * host in all, and the pages in sight need them.
 */
const UNSEEN_MS = 20_000;

export interface Follow {
  readonly signal: AbortSignal;
  /** Told whether the stream is connected, whenever that changes or failed again. */
  readonly onConnection: (isLive: boolean) => void;
}

/** An event; `reset` is also told where the stream had to begin anew. */
export type StreamEvent = Pick<EventSourceMessage, 'event' | 'data'>;

/**
 * Yields the events of a stream, and goes on after the last one whenever the connection breaks, until
 * the signal aborts or the caller has enough.
 * @throws ApiError where trying again does not help
 */
export async function* followEvents(
  path: string,
  { signal, onConnection }: Follow,
): AsyncGenerator<StreamEvent, void, void> {
  let cursor = '';
  for (let failures = 1; !signal.aborted; failures++) {
    await untilSeen(signal);
    const attention = new Attention(UNSEEN_MS, signal);
    try {
      const response = await open(path, cursor, attention.signal);
      onConnection(true);
      for await (const message of read(response, attention.signal)) {
        failures = 0;
        // Remembered before it is told: whoever stops listening now will not be told again.
        cursor = message.id ?? cursor;
        yield message;
      }
    } catch (error) {
      if (isForgotten(error, cursor)) {
        cursor = '';
        yield { event: 'reset', data: '{}' };
      } else if (!isTransient(error) && !hasAborted(attention.signal)) throw error;
    } finally {
      attention.dispose();
    }
    if (hasAborted(signal) || attention.isLost) continue;
    onConnection(false);
    await pause(backoff(Math.max(1, failures)), signal);
  }
}

/** Whether the gateway does not know the place any more, as after Redis was restored. */
const isForgotten = (error: unknown, cursor: string): boolean =>
  cursor !== '' && error instanceof ApiError && error.status === 400;

const open = (path: string, cursor: string, signal: AbortSignal): Promise<Response> =>
  call(path, {
    accept: 'text/event-stream',
    headers: cursor === '' ? {} : { 'last-event-id': cursor },
    signal,
  });

/** Reads the events of one connection until it ends, breaks or falls silent. */
async function* read(
  response: Response,
  signal: AbortSignal,
): AsyncGenerator<EventSourceMessage, void, void> {
  const messages: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (message) => messages.push(message) });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) return;
  try {
    for (;;) {
      const chunk = await beforeSilence(reader.read(), signal);
      if (chunk?.done !== false) return;
      parser.feed(chunk.value);
      yield* messages.splice(0);
    }
  } catch {
    // A connection that breaks is as one that ends: both are resumed.
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/** What was read, or null when nothing came for too long. */
async function beforeSilence<T>(reading: Promise<T>, signal: AbortSignal): Promise<T | null> {
  const settled = new AbortController();
  const silence = pause(SILENCE_MS, AbortSignal.any([signal, settled.signal])).then(() => null);
  try {
    return await Promise.race([reading, silence]);
  } finally {
    settled.abort();
  }
}
