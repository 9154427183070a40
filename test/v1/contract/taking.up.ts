import { describe, expect, it } from '@jest/globals';
import type { RunRequest } from '../../../src/tasks/run.js';
import { RunLeft } from '../../../src/v1/v1.client.js';
import { type Ran, run } from '../../support/fake-v1.js';
import { closeSocketClients, socketClientFor } from '../../support/socket-client.js';
import { asking } from './clients.js';
import { DEADLINE_MS, unique, type V1Target, Wire } from './target.js';

/** It starts an OpenClaw again. */
const CRASH_DEADLINE_MS = 300_000;

/** The same run, for who takes it up after this was heard of it. */
const takingUp = (asked: RunRequest, said: string, ranMs = 1_000): RunRequest => ({
  ...asked,
  rejoin: { said, heard: said !== '', ranMs },
});

/** That a run goes on which its worker left, and that another has what is missing, and only that. */
export function describeTakingUp(target: () => V1Target): void {
  const wire = new Wire(target);
  closeSocketClients();
  const open = () => socketClientFor(target().url, { V1_TOKEN: target().token });
  const isDone = {
    error: null,
    result: { usage: expect.objectContaining({ total_tokens: expect.any(Number) }) },
  };

  /** Begins a run and leaves it after some words. @returns what was heard of it */
  async function leaveAfter(words: string, asked: RunRequest): Promise<string> {
    const leaving = new AbortController();
    let heard = '';
    const left = await run(open(), asked, leaving.signal, (piece) => {
      heard += piece;
      if (heard.includes(words)) leaving.abort(new RunLeft());
    });
    expect(left.error).toMatchObject({ code: 'worker_stopped', began: 'goes_on' });
    return heard;
  }

  /** Takes a run up that goes on for long, and stops it. */
  const stopTakenUp = (asked: RunRequest, said: string): Promise<Ran> => {
    const stop = new AbortController();
    return run(open(), takingUp(asked, said), stop.signal, () => {
      stop.abort();
    });
  };
  const isStopped = { code: 'worker_stopped', began: 'maybe' };

  describe('who takes up a run that was left', () => {
    it('gets only what follows, in order and whole', async () => {
      const content = unique('[tokens 8] [every 500ms]');
      const asked = asking(content);
      const said = await leaveAfter('word3', asked);
      const ran = await run(open(), takingUp(asked, said));
      expect(ran).toMatchObject(isDone);
      expect(said + ran.text).toBe('word1 word2 word3 word4 word5 word6 word7 word8');
      expect(wire.runsOf(content)).toMatchObject([{ state: 'completed' }]);
    });

    it.each([
      ['a part', 'word1 word2 word3 word4', ' word5 word6'],
      ['all', 'word1 word2 word3 word4 word5 word6', ''],
    ])('may have heard %s of what V1 does not yet tell', async (_, said, rest) => {
      const content = unique('[tokens 6] [every 500ms]');
      const asked = asking(content);
      await leaveAfter('word1', asked);
      const ran = await run(open(), takingUp(asked, said));
      expect(ran).toMatchObject({ ...isDone, text: rest });
      // All of it heard, and it has ended: nothing is said twice.
      expect(await run(open(), takingUp(asked, said + rest))).toMatchObject({
        ...isDone,
        text: '',
      });
      expect(wire.runsOf(content)).toHaveLength(1);
    });

    it('gets a long text whole', async () => {
      const content = unique('[bytes 300000] [every 100ms]');
      const asked = asking(content);
      const said = await leaveAfter('openclaw', asked);
      const ran = await run(open(), takingUp(asked, said));
      expect(ran).toMatchObject(isDone);
      expect(said + ran.text).toBe('openclaw'.repeat(37_500));
      expect(wire.runsOf(content)).toHaveLength(1);
    });

    it('may stop it, though another began it', async () => {
      const content = unique('[tokens 2] [hang]');
      const asked = asking(content);
      await leaveAfter('word2', asked);
      expect((await stopTakenUp(asked, 'word1')).error).toMatchObject(isStopped);
      await wire.until(content, 'aborted');
      expect(wire.runsOf(content)).toHaveLength(1);
    });

    it('may be told to stop it before coming to it', async () => {
      const content = unique('[tokens 2] [hang]');
      const asked = asking(content);
      const said = await leaveAfter('word2', asked);
      const { error } = await run(open(), takingUp(asked, said), AbortSignal.abort());
      expect(error).toMatchObject(isStopped);
      await wire.until(content, 'aborted');
      expect(wire.runsOf(content)).toHaveLength(1);
    });

    it('is told of one that was cancelled meanwhile', async () => {
      const content = unique('[tokens 2] [hang]');
      const asked = asking(content);
      const said = await leaveAfter('word2', asked);
      await stopTakenUp(asked, 'word1');
      await wire.until(content, 'aborted');
      const { text, error } = await run(open(), takingUp(asked, said));
      expect([text, error]).toEqual([
        '',
        expect.objectContaining({ code: 'v1_error', began: 'maybe' }),
      ]);
      expect(wire.runsOf(content)).toHaveLength(1);
    });

    it('ends it in V1 where its time is over', async () => {
      const content = unique('[tokens 2] [hang]');
      const asked = asking(content);
      const said = await leaveAfter('word2', asked);
      const { error } = await run(open(), takingUp(asked, said, DEADLINE_MS));
      expect(error).toMatchObject({ code: 'timeout', began: 'maybe' });
      await wire.until(content, 'aborted');
      expect(wire.runsOf(content)).toHaveLength(1);
    });

    it('gets the answer of one that ended in time, however late it comes', async () => {
      const content = unique('[tokens 4] [every 200ms]');
      const asked = asking(content);
      const said = await leaveAfter('word2', asked);
      await wire.until(content, 'completed');
      const ran = await run(open(), takingUp(asked, said, 10 * DEADLINE_MS));
      expect(ran).toMatchObject(isDone);
      expect(said + ran.text).toBe('word1 word2 word3 word4');
    });

    const begunNowhere = async (): Promise<void> => {
      const content = unique('[say x]');
      const { text, error } = await run(open(), takingUp(asking(content), 'word1'));
      expect([text, error]).toEqual([
        '',
        expect.objectContaining({ code: 'outcome_unknown', began: 'maybe' }),
      ]);
      expect(wire.runsOf(content)).toEqual([]);
    };
    // V1 is given the time in which it resumes what it interrupted itself.
    it('begins nothing where V1 knows nothing of it', begunNowhere, DEADLINE_MS);

    const saidAnew = async (): Promise<void> => {
      const content = unique('[first 1 tokens 2] [first 1 hang] [say something else]');
      const asked = asking(content, { timeoutMs: CRASH_DEADLINE_MS });
      const said = await leaveAfter('word2', asked);
      await target().crash();
      const { text, restarts, error } = await run(open(), takingUp(asked, said));
      expect([restarts, error]).toEqual([1, null]);
      expect(text).not.toBe('');
      expect(text).not.toMatch(/^word1/);
    };
    it('is told anew what V1 says otherwise after a crash', saidAnew, CRASH_DEADLINE_MS);
  });
}
