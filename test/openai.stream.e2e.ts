import { describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { v7 as uuidv7 } from 'uuid';
import { TaskStore } from '../src/tasks/task.store.js';
import { TaskTransitions } from '../src/tasks/task.transitions.js';
import { aDraft, NO_STEPS } from './support/a-task.js';
import { eventually } from './support/eventually.js';
import { GatewayApp } from './support/gateway-app.js';
import { OpenAiSystem, refusalOf } from './support/openai-system.js';
import { removeKeys, testEnv } from './support/test-redis.js';

const system = new OpenAiSystem();
const model = 'openclaw';

type StreamEvent = OpenAI.Responses.ResponseStreamEvent;

/** Reads a stream to its end, or until it is enough. */
async function collect(
  events: AsyncIterable<StreamEvent>,
  isEnough: (all: StreamEvent[]) => boolean = () => false,
): Promise<StreamEvent[]> {
  const all: StreamEvent[] = [];
  for await (const event of events) {
    all.push(event);
    if (isEnough(all)) break;
  }
  return all;
}
const open = (id: string, startingAfter?: number, openai = system.client()) =>
  openai.responses.retrieve(id, {
    stream: true,
    ...(startingAfter !== undefined && { starting_after: startingAfter }),
  });
const follow = async (id: string, startingAfter?: number) => collect(await open(id, startingAfter));
const textOf = (events: StreamEvent[]): string =>
  events.map((event) => (event.type === 'response.output_text.delta' ? event.delta : '')).join('');
const typesOf = (events: StreamEvent[]): string[] =>
  events.map(({ type }) => type).filter((type, i, all) => type !== all[i - 1]);
const numbersOf = (events: StreamEvent[]): number[] => events.map((event) => event.sequence_number);
const create = async (input: string): Promise<string> =>
  (await system.client().responses.create({ model, input, background: true })).id;
const taskIdOf = (responseId: string): string => responseId.replace(/^resp_/, '');

const BEGINNING = [
  'response.created',
  'response.queued',
  'response.in_progress',
  'response.output_item.added',
  'response.content_part.added',
  'response.output_text.delta',
];
const END = [
  'response.output_text.done',
  'response.content_part.done',
  'response.output_item.done',
  'response.completed',
];

describe('the events of a response', () => {
  it('are all there, typed and numbered, as it is made', async () => {
    const input = 'stream [tokens 20] [every 10ms]';
    const events = await collect(
      await system.client().responses.create({ model, input, stream: true }),
    );
    expect(typesOf(events)).toEqual([...BEGINNING, ...END]);
    const numbers = numbersOf(events);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(textOf(events)).toMatch(/^word1 .* word20$/);
    const [created, last] = [events[0], events.at(-1)];
    expect(created).toMatchObject({ response: { status: 'queued', output: [], usage: null } });
    expect(last).toMatchObject({
      response: {
        status: 'completed',
        output: [{ content: [{ text: textOf(events) }] }],
        usage: { output_tokens: 20 },
      },
    });
  });

  it('are the same after any of them, whoever asks and whenever', async () => {
    const id = await create('resumed [emoji]');
    await system.gateway.status(taskIdOf(id), 'completed');
    const all = await follow(id);
    const text = textOf(all);
    expect(text).toContain('👩‍👩‍👧');
    for (const number of numbersOf(all).slice(0, -1)) {
      const rest = await follow(id, number);
      const known = all.filter((event) => event.sequence_number <= number);
      expect(textOf(known) + textOf(rest)).toBe(text);
      expect(numbersOf(all)).toEqual(expect.arrayContaining(numbersOf(rest)));
      expect(Math.min(...numbersOf(rest))).toBeGreaterThan(number);
    }
    expect(await follow(id, numbersOf(all).at(-1))).toEqual([]);
  });

  it('go on where they were cut, on another gateway, while it speaks', async () => {
    const another = await GatewayApp.open(system.env);
    try {
      const id = await create('cut often [tokens 60] [every 10ms]');
      const fiveDeltas = (some: StreamEvent[]) =>
        some.filter(({ type }) => type === 'response.output_text.delta').length === 5;
      let seen: StreamEvent[] = [];
      for (let cuts = 0; seen.at(-1)?.type !== 'response.completed'; cuts++) {
        const openai = system.client({}, cuts % 2 === 0 ? another : system.gateway);
        const rest = await open(id, seen.at(-1)?.sequence_number, openai);
        seen = [...seen, ...(await collect(rest, fiveDeltas))];
      }
      expect(typesOf(seen)).toEqual([...BEGINNING, ...END]);
      expect(textOf(seen)).toMatch(/^word1 .* word60$/);
      expect(numbersOf(seen)).toEqual(numbersOf(seen).toSorted((a, b) => a - b));
    } finally {
      await another.close();
    }
  });

  it('end with the failure of the task', async () => {
    const events = await follow(await create('fails [say a bit] [error 502]'));
    expect(typesOf(events)).toEqual([...BEGINNING, 'response.failed']);
    expect(events.at(-1)).toMatchObject({
      response: {
        status: 'failed',
        error: { code: 'v1_error' },
        output: [{ status: 'incomplete' }],
      },
    });
  });

  it('end as incomplete when it is cut', async () => {
    const asked = { model, input: 'cut [tokens 9]', max_output_tokens: 2 };
    const stream = system.client().responses.stream(asked);
    expect(typesOf(await collect(stream)).at(-1)).toBe('response.incomplete');
    expect(await stream.finalResponse()).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
      output_text: 'word1 word2',
    });
  });

  it('end as incomplete when it is cancelled', async () => {
    const id = await create('stopped [say a bit] [hang]');
    const events = follow(id);
    await system.gateway.until(taskIdOf(id), 'a bit', ({ result }) => result === 'a bit');
    await system.client().responses.cancel(id);
    expect(typesOf(await events)).toEqual([...BEGINNING, 'response.incomplete']);
    expect((await events).at(-1)).toMatchObject({ response: { status: 'cancelled' } });
  });

  it('tell an empty answer, too', async () => {
    const events = await follow(await create('nothing [empty]'));
    const [, ...rest] = BEGINNING.toReversed();
    expect(typesOf(events)).toEqual([...rest.toReversed(), ...END]);
    expect(events.at(-1)).toMatchObject({ response: { output: [{ content: [{ text: '' }] }] } });
  });

  it('end with a failure where the task is started anew after it said something', async () => {
    const cancelled = await create('anew [say first] [hang]');
    await system.gateway.until(taskIdOf(cancelled), 'first', ({ result }) => result === 'first');
    const seen = await collect(await open(cancelled), (all) => textOf(all) === 'first');
    const last = seen.at(-1)?.sequence_number ?? 0;
    await system.client().responses.cancel(cancelled);
    await system.gateway.http.post(`/tasks/${taskIdOf(cancelled)}/retry`).expect(202);
    const rest = await follow(cancelled, last);
    expect(rest.at(-1)).toMatchObject({
      type: 'response.failed',
      response: { status: 'failed', error: { code: 'server_error' } },
    });
    expect(rest.at(-1)?.sequence_number).toBeGreaterThan(last);
    await system.client().responses.cancel(cancelled);
  });

  it('go on where a task is put back before it said anything', async () => {
    const input = 'refused at first [first 2 status 503] [say there]';
    const stream = system.client().responses.stream({ model, input });
    const events = await collect(stream);
    expect(typesOf(events).slice(-END.length)).toEqual(END);
    expect(textOf(events)).toBe('there');
    const numbers = numbersOf(events);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    // Resumed after each of them it is the same.
    const { id } = await stream.finalResponse();
    for (const number of numbers.slice(0, -1)) {
      const known = events.filter((event) => event.sequence_number <= number);
      expect(textOf(known) + textOf(await follow(id, number))).toBe('there');
    }
  });

  it.each([6, 1_000_000, 2 ** 33])('are refused after %i, which none has', async (number) => {
    // 6 is the second byte of a character.
    const id = await create('no such place [say 世界]');
    await system.gateway.status(taskIdOf(id), 'completed');
    expect(await refusalOf(follow(id, number))).toMatchObject({
      status: 400,
      param: 'starting_after',
    });
  });

  it('end with an error that tells how to go on when the gateway stops', async () => {
    const stopping = await GatewayApp.open(system.env);
    const id = await create('outlives the stream [tokens 3] [hang]');
    const events: StreamEvent[] = [];
    const whole = (all: StreamEvent[]) => textOf(all) === 'word1 word2 word3';
    const reading = (async () => {
      const stream = await open(id, undefined, system.client({}, stopping));
      for await (const event of stream) events.push(event);
    })();
    const refusal = refusalOf(reading);
    await eventually('what was said', () => whole(events));
    await stopping.close();
    expect(await refusal).toMatchObject({ code: 'gateway_stopping' });
    const rest = follow(id, events.at(-1)?.sequence_number);
    await system.client().responses.cancel(id);
    expect(typesOf(await rest)).toEqual(['response.incomplete']);
  });

  it('are answered at once, also where nothing is new for long', async () => {
    const id = await create('silent now [say a] [hang]');
    const seen = await collect(await open(id), (all) => textOf(all) === 'a');
    const after = seen.at(-1)?.sequence_number;
    const url = `${system.gateway.url}/v1/responses/${id}?stream=true&starting_after=${after}`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    expect(answer.status).toBe(200);
    await answer.body?.cancel();
    await system.client().responses.cancel(id);
  });

  it('end with a failure where the task is started anew while it is followed', async () => {
    const gateway = await GatewayApp.open(testEnv());
    try {
      const [store, transitions] = [gateway.app.get(TaskStore), gateway.app.get(TaskTransitions)];
      const id = uuidv7();
      const claim = { id, delivery: 1, token: 'token' };
      await store.create(aDraft({ id, retry: 'always' }));
      await transitions.apply(id, {
        type: 'begin',
        ...claim,
        worker: 'w',
        simulated: true,
        canRejoin: false,
      });
      await store.append([{ ...claim, ...NO_STEPS, outputNumber: 1, offset: 0, text: 'first' }]);
      const events: StreamEvent[] = [];
      const reading = (async () => {
        const stream = await open(`resp_${id}`, undefined, system.client({}, gateway));
        for await (const event of stream) events.push(event);
      })();
      await eventually('what was said', () => textOf(events) === 'first');
      const failure = {
        code: 'outcome_unknown',
        message: 'broke',
        v1Status: null,
        began: 'maybe',
        retryable: true,
        retryAfterMs: null,
      } as const;
      const end = { type: 'failed', failure } as const;
      await transitions.apply(id, { type: 'end', ...claim, simulated: true, end });
      await reading;
      expect(events.at(-1)).toMatchObject({
        type: 'response.failed',
        response: { error: { code: 'server_error' } },
      });
      expect(numbersOf(events)).toEqual(numbersOf(events).toSorted((x, y) => x - y));
    } finally {
      await gateway.close();
      await removeKeys(gateway.config);
    }
  });

  it('are in no way that a client could take for an event without data', async () => {
    const ask = async (path: string, body: object) => {
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model, stream: true, ...body }),
      };
      return (await fetch(`${system.gateway.url}${path}`, init)).text();
    };
    const messages = [{ role: 'user', content: 'raw [say x]' }];
    const streams = [
      await ask('/v1/responses', { input: 'raw [say x]' }),
      await ask('/v1/chat/completions', { messages }),
    ];
    for (const block of streams.flatMap((text) => text.split('\n\n').filter(Boolean))) {
      expect(block).toMatch(/^(?:(?:event: \S+\n)?data: .+|: .*)$/);
    }
  });
});

describe("the client's own helpers", () => {
  it('stream a response and give the final one', async () => {
    const deltas: string[] = [];
    const stream = system
      .client()
      .responses.stream({ model, input: 'helper [tokens 5] [every 10ms]' })
      .on('response.output_text.delta', ({ delta }) => deltas.push(delta));
    const response = await stream.finalResponse();
    expect(response).toMatchObject({
      status: 'completed',
      output_text: 'word1 word2 word3 word4 word5',
    });
    expect(deltas.join('')).toBe(response.output_text);
  });

  it.each([4, 9, 11, 33])('follow a response by its id, after %i', async (number) => {
    const id = await create('helper 2 [tokens 5]');
    await system.gateway.status(taskIdOf(id), 'completed');
    const openai = system.client();
    const first = openai.responses.stream({ response_id: id });
    const whole = 'word1 word2 word3 word4 word5';
    expect((await first.finalResponse()).output_text).toBe(whole);
    const later = openai.responses.stream({ response_id: id, starting_after: number });
    const events = await collect(later as AsyncIterable<StreamEvent>);
    expect(textOf(events)).toBe(whole.slice(number - 4));
    expect((await later.finalResponse()).id).toBe(id);
  });

  it('cancel what they stream when they are aborted', async () => {
    const input = 'helper 3 [say a] [hang]';
    const stream = system.client().responses.stream({ model, input });
    await system.run(input, ({ state }) => state === 'running');
    stream.abort();
    expect(await refusalOf(stream.done())).toBeInstanceOf(OpenAI.APIUserAbortError);
    await system.run(input, ({ state }) => state === 'aborted');
  });

  it('leave alone what runs in the background', async () => {
    const input = 'helper 4 [say a] [sleep 200ms]';
    const openai = system.client();
    const stream = await openai.responses.create({ model, input, background: true, stream: true });
    let id = '';
    for await (const event of stream) {
      if (event.type !== 'response.created') continue;
      ({ id } = event.response);
      break;
    }
    expect((await system.gateway.status(taskIdOf(id), 'completed')).result).toBe('a');
  });
});
