import { createParser } from 'eventsource-parser';

/** An event of a stream, its data read as JSON. */
export interface Event {
  readonly id: string | undefined;
  readonly event: string | undefined;
  readonly data: {
    readonly task_id?: string;
    readonly status?: string;
    readonly delta?: string;
    readonly offset?: number;
    readonly output_bytes?: number;
  };
}

export interface FollowOptions {
  /** Id of the event after which to go on. */
  readonly after?: string | undefined;
  /** Is asked after each event; `true` leaves. */
  readonly enough?: (events: Event[]) => boolean;
}

const DEADLINE_MS = 60_000;

/** Follows a stream of events until it ends, or until `enough` says so. */
export async function followStream(
  url: string,
  { after, enough = () => false }: FollowOptions = {},
): Promise<Event[]> {
  const events: Event[] = [];
  const stop = new AbortController();
  const answer = await fetch(url, {
    headers: after === undefined ? {} : { 'last-event-id': after },
    signal: AbortSignal.any([stop.signal, AbortSignal.timeout(DEADLINE_MS)]),
  });
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  const state = { left: false };
  const parser = createParser({
    onEvent: ({ id, event, data }) => {
      events.push({ id, event, data: JSON.parse(data) as Event['data'] });
      state.left ||= enough(events);
    },
  });
  const decoder = new TextDecoder();
  try {
    for await (const chunk of answer.body ?? []) {
      parser.feed(decoder.decode(chunk as Uint8Array, { stream: true }));
      if (state.left) break;
    }
  } finally {
    stop.abort();
  }
  return events;
}

/** The output that was told. */
export const textOf = (events: Event[]): string =>
  events.map(({ event, data }) => (event === 'delta' ? data.delta : '')).join('');
