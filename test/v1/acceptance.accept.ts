import { describe, expect, it } from '@jest/globals';
import { followStream, textOf } from '../support/follow.js';
import { unique } from './contract/target.js';
import { MAX_CONCURRENT } from './openclaw.config.js';
import { provider, openClaw, system, tasks, atProvider, useStage } from './stage.js';
import { System } from './system.js';
import type { TasksClient } from './tasks.client.js';

const MINUTE_MS = 60_000;

useStage();

describe('a task on a real OpenClaw', () => {
  it('is submitted, and gives its result', async () => {
    const id = await tasks.submit({ content: unique('[tokens 5]') });
    expect(await tasks.status(id, 'completed')).toMatchObject({
      result: 'word1 word2 word3 word4 word5',
      error: null,
      attempt: 1,
      simulated: false,
      usage: { completion_tokens: 5 },
    });
  });

  it('streams its output while the model speaks', async () => {
    const content = unique('[tokens 4] [every 700ms]');
    const id = await tasks.submit({ content });
    const statesAtDelta: unknown[] = [];
    const events = await followStream(`${tasks.url}/tasks/${id}/events`, {
      enough: (seen) => {
        if (seen.at(-1)?.event === 'delta') statesAtDelta.push(provider.callsOf(content)[0]?.state);
        return false;
      },
    });
    expect(textOf(events)).toBe('word1 word2 word3 word4');
    expect(statesAtDelta[0]).toBe('running');
    expect(events.at(-1)).toMatchObject({ event: 'done', data: { status: 'completed' } });
  });

  it('runs on the agent that it names', async () => {
    const content = unique('[say here]');
    const id = await tasks.submit({ content, agent_id: 'research' });
    expect(await tasks.status(id, 'completed')).toMatchObject({ result: 'here' });
    expect(provider.callsOf(content)).toMatchObject([{ agent: 'research' }]);
  });

  it('fails at once where there is no such agent', async () => {
    const id = await tasks.submit({ content: unique('[say x]'), agent_id: 'nope' });
    const error = { code: 'v1_refused', v1_status: 400, message: "Unknown agent 'nope'." };
    expect(await tasks.status(id, 'failed')).toMatchObject({ error, attempt: 1 });
  });

  it('waits, and begins nothing, while the token is wrong', async () => {
    const other = await System.open({ url: openClaw.url, token: 'wrong' });
    try {
      const content = unique('[say x]');
      const id = await other.tasks.submit({ content });
      const waits = await other.tasks.until(id, 'waiting', ({ error }) => error !== null);
      expect(waits).toMatchObject({ status: 'pending', waiting_for: 'v1', attempt: 0 });
      expect(waits.error).toMatchObject({ code: 'v1_misconfigured', v1_status: 401 });
      expect(waits.error?.message).toContain('V1_TOKEN');
      expect(provider.callsOf(content)).toEqual([]);
    } finally {
      await other.close();
    }
  });

  it('goes on with what was said in its session, and knows nothing of another client’s', async () => {
    const keys = { alice: 'alice-0123456789abcdef', bob: 'bob-0123456789abcdef' };
    const { alice, bob } = await system.openTo(keys);
    const say = async (client: TasksClient, words: string, session?: string): Promise<string> => {
      const content = unique(words);
      const id = await client.submit({ content, ...(session && { session_key: session }) });
      await client.status(id, 'completed');
      return provider.callsOf(content)[0]?.context ?? '';
    };
    await say(alice, 'the colour is violet [say noted]', 'One');
    const contexts = {
      again: await say(alice, 'which colour? [say a]', 'One'),
      otherSession: await say(alice, 'which colour? [say b]', 'one'),
      noSession: await say(alice, 'which colour? [say c]'),
      otherClient: await say(bob, 'which colour? [say d]', 'One'),
    };
    const knowing = Object.entries(contexts).filter(([, context]) => context.includes('violet'));
    expect(knowing.map(([name]) => name)).toEqual(['again']);
    expect(contexts.again).toContain('noted');
  });

  it('tells the model how to choose its words', async () => {
    const content = unique('[say x]');
    const rest = { temperature: 0.5, top_p: 0.4, frequency_penalty: 0.3, presence_penalty: -0.2 };
    const others = { seed: 42, stop: ['END', 'FIN'] };
    const sampling = { ...rest, ...others, max_tokens: 77 };
    await tasks.status(await tasks.submit({ content, sampling }), 'completed');
    const expected = { ...rest, ...others, max_completion_tokens: 77 };
    expect(provider.callsOf(content)).toMatchObject([{ request: expected }]);
  });

  it('that is cancelled stops at the model, too', async () => {
    const content = unique('[tokens 2] [hang]');
    const id = await tasks.submit({ content });
    await tasks.until(id, 'output', ({ result }) => result === 'word1 word2');
    await tasks.cancel(id);
    expect(await tasks.status(id, 'cancelled')).toMatchObject({ result: 'word1 word2' });
    await atProvider(content, 'aborted');
    expect(provider.callsOf(content)).toHaveLength(1);
  });

  it('fails in the provider’s words, and is not tried again', async () => {
    const content = unique('[error 400]');
    const id = await tasks.submit({ content });
    const error = { code: 'v1_error', message: '400 simulated provider error 400' };
    expect(await tasks.status(id, 'failed')).toMatchObject({ error, attempt: 1 });
    expect(provider.callsOf(content)).toHaveLength(1);
  });

  it('knows nothing of what V1 tries again by itself', async () => {
    const content = unique('[first 1 error 503] [say in the end]');
    const id = await tasks.submit({ content });
    expect(await tasks.status(id, 'completed')).toMatchObject({ result: 'in the end', attempt: 1 });
  });

  it(
    'lives through a minute of silence',
    async () => {
      const content = unique('[sleep 60s] [say at last]');
      const id = await tasks.submit({ content });
      const done = await tasks.status(id, 'completed', 2 * MINUTE_MS);
      expect(done).toMatchObject({ result: 'at last', attempt: 1 });
      const { started_at: from, finished_at: to } = done;
      expect(Date.parse(to ?? '') - Date.parse(from ?? '')).toBeGreaterThanOrEqual(MINUTE_MS);
      expect(provider.callsOf(content)).toHaveLength(1);
    },
    3 * MINUTE_MS,
  );

  it('is one of 20 that V1 takes a few at a time', async () => {
    const contents = Array.from({ length: 20 }, (_, i) => unique(`[sleep 1s] [say number ${i}]`));
    provider.mostAtOnce = 0;
    const ids = await Promise.all(contents.map((content) => tasks.submit({ content })));
    const done = await Promise.all(ids.map((id) => tasks.status(id, 'completed')));
    expect(done.map(({ result }) => result)).toEqual(contents.map((_, i) => `number ${i}`));
    expect(contents.map((content) => provider.callsOf(content).length)).toEqual(Array(20).fill(1));
    expect(provider.mostAtOnce).toBe(MAX_CONCURRENT);
  });
});
