import { describe, expect, it } from '@jest/globals';
import type { RunRequest } from '../../../src/tasks/run.js';
import { type Ran, run } from '../../support/fake-v1.js';
import { closeSocketClients, socketClientFor } from '../../support/socket-client.js';
import { asking } from './clients.js';
import { unique, type V1Target, Wire } from './target.js';

/** It starts an OpenClaw again. */
const CRASH_DEADLINE_MS = 300_000;

/** That whoever comes with a run's key takes it up, and never starts it a second time. */
export function describeRejoining(target: () => V1Target): void {
  const wire = new Wire(target);
  closeSocketClients();
  const open = () => socketClientFor(target().url, { V1_TOKEN: target().token });
  const completed = (text: string) => ({
    text,
    error: null,
    result: { usage: expect.objectContaining({ total_tokens: expect.any(Number) }) },
  });

  /** As tasks do: who cannot follow a run any more leaves it to the next. */
  const runOnAndOn = async (asked: RunRequest): Promise<Ran> => {
    const ran = await run(open(), asked);
    if (ran.error?.began !== 'goes_on') return ran;
    return runOnAndOn({
      ...asked,
      rejoin: { said: ran.text, heard: ran.text !== '', ranMs: 1_000 },
    });
  };

  describe('who comes with the key of a run', () => {
    it('gets what was said meanwhile, and the rest as it is said', async () => {
      const content = unique('[tokens 8] [every 500ms]');
      const asked = asking(content);
      const heard = Promise.withResolvers<undefined>();
      // As a worker that was taken for dead: it does not stop the run.
      const first = run(open(), asked, undefined, (piece) => {
        if (piece.includes('word3')) heard.resolve(undefined);
      });
      await heard.promise;
      const states: unknown[] = [];
      const ran = await run(open(), asked, undefined, () =>
        states.push(wire.runsOf(content)[0]?.state),
      );
      expect(ran).toMatchObject(completed('word1 word2 word3 word4 word5 word6 word7 word8'));
      expect(states[0]).toBe('running');
      expect(ran.pieces[0]).toMatch(/^word1 word2 word3/);
      expect((await first).error).toBeNull();
      expect(wire.runsOf(content)).toHaveLength(1);
    });

    it('gets the answer of one that has ended', async () => {
      const asked = asking(unique('[bytes 9000]'));
      const text = 'openclaw'.repeat(1_125);
      expect(await run(open(), asked)).toMatchObject(completed(text));
      expect(await run(open(), asked)).toMatchObject(completed(text));
      target().forgetKeys?.();
      expect(await run(open(), asked)).toMatchObject(completed(text));
      const [message] = asked.messages;
      expect(wire.runsOf(message?.content ?? '')).toHaveLength(1);
    });

    it('is told of one that failed, or was cancelled', async () => {
      const refused = asking(unique('[error 400]'));
      const { error } = await run(open(), refused);
      expect((await run(open(), refused)).error).toEqual(error);

      const [content, stop] = [unique('[tokens 1] [hang]'), new AbortController()];
      const cancelled = asking(content);
      await run(open(), cancelled, stop.signal, () => {
        stop.abort();
      });
      await wire.until(content, 'aborted');
      const again = await run(open(), cancelled);
      expect(again.error).toMatchObject({ code: 'v1_error', began: 'maybe' });
      expect(wire.runsOf(content)).toHaveLength(1);
    });

    it('waits for one that waits for its session', async () => {
      const sessionKey = 'agent:main:v2:local:rejoin';
      const [before, content] = [unique('[sleep 3s] [say one]'), unique('[say two]')];
      const asked = asking(content, { sessionKey });
      const first = run(open(), asking(before, { sessionKey }));
      await wire.until(before, 'running');
      const both = await Promise.all([run(open(), asked), run(open(), asked)]);
      expect(both.map(({ text }) => text)).toEqual(['two', 'two']);
      expect(await first).toMatchObject({ text: 'one' });
      expect(wire.runsOf(content)).toHaveLength(1);
    });

    const crashed = async (): Promise<void> => {
      const content = unique('[first 1 sleep 60s] [say x]');
      const asked = asking(content, { timeoutMs: CRASH_DEADLINE_MS });
      const first = runOnAndOn(asked);
      await wire.until(content, 'running');
      await target().crash();
      // Both: the one whose connection broke, and one that comes later.
      const ran = await Promise.all([first, run(open(), asked)]);
      for (const { text, error } of ran) expect([text, error]).toEqual([expect.any(String), null]);
      expect(ran[0].text).not.toBe('');
      expect(ran[1].text).toBe(ran[0].text);
    };
    it('gets what V1 answers by itself after a crash', crashed, CRASH_DEADLINE_MS);
  });
}
