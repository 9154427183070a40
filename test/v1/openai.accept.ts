import { describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { refusalOf } from '../support/openai-system.js';
import { unique } from './contract/target.js';
import { atProvider, provider, tasks, useStage } from './stage.js';

useStage();

const model = 'openclaw';
const client = () =>
  new OpenAI({ baseURL: `${tasks.url}/v1`, apiKey: 'none', maxRetries: 0, timeout: 90_000 });

describe("OpenAI's client on a real OpenClaw", () => {
  it('is told the agents that OpenClaw has', async () => {
    const { data } = await client().models.list();
    expect(data.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['openclaw', 'openclaw/main', 'openclaw/research']),
    );
  });

  it('goes on with a response, whose words the model is told', async () => {
    const openai = client();
    const first = await openai.responses.create({
      model,
      input: unique('the colour is violet [say noted]'),
      instructions: 'Answer like a pirate.',
    });
    expect(first).toMatchObject({ status: 'completed', output_text: 'noted' });
    const input = unique('which colour? [say a]');
    await openai.responses.create({ model, input, previous_response_id: first.id });
    const [call] = provider.callsOf(input);
    expect(call?.context).toContain('violet');
    expect(call?.context).toContain('noted');
  });

  it('streams a response, and goes on after any of its events', async () => {
    const openai = client();
    const input = unique('[tokens 4] [every 300ms]');
    const stream = openai.responses.stream({ model, input });
    const response = await stream.finalResponse();
    expect(response.output_text).toBe('word1 word2 word3 word4');
    let rest = '';
    const after = { stream: true as const, starting_after: 9 };
    for await (const event of await openai.responses.retrieve(response.id, after)) {
      if (event.type === 'response.output_text.delta') rest += event.delta;
    }
    expect(`word1${rest}`).toBe(response.output_text);
  });

  it('has chat completions, whole and in chunks', async () => {
    const openai = client();
    const asking = () => ({
      model,
      messages: [{ role: 'user' as const, content: unique('[tokens 3]') }],
    });
    const whole = await openai.chat.completions.create(asking());
    expect(whole.choices[0]?.message.content).toBe('word1 word2 word3');
    const stream = openai.chat.completions.stream(asking());
    expect(await stream.finalContent()).toBe('word1 word2 word3');
  });

  it('raises its own errors for what OpenClaw refuses', async () => {
    const call = client().responses.create({ model: 'openclaw/nope', input: unique('[say x]') });
    const refusal = await refusalOf(call);
    expect(refusal).toBeInstanceOf(OpenAI.BadRequestError);
    expect(refusal).toMatchObject({ code: 'v1_refused', message: "400 Unknown agent 'nope'." });
  });

  it('stops the model when it leaves', async () => {
    const input = unique('[tokens 2] [hang]');
    const stream = client().responses.stream({ model, input });
    const left = refusalOf(stream.done());
    await atProvider(input, 'running');
    stream.abort();
    await left;
    await atProvider(input, 'aborted');
  });
});
