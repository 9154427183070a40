import { describe, expect, it } from '@jest/globals';
import { lostTrack, type RunRequest } from '../../../src/tasks/run.js';
import type { V1Client } from '../../../src/v1/v1.client.js';
import { V1Error } from '../../../src/v1/v1.error.js';
import { clientFor, request, run } from '../../support/fake-v1.js';
import { closeSocketClients, socketClientFor } from '../../support/socket-client.js';
import { AGENTS } from '../openclaw.config.js';
import { DEADLINE_MS, unique, type V1Target, Wire } from './target.js';

const counts = {
  prompt_tokens: expect.any(Number),
  completion_tokens: expect.any(Number),
  total_tokens: expect.any(Number),
};

/** A request with one message. */
export const asking = (content: string, rest: Partial<RunRequest> = {}): RunRequest =>
  request({ messages: [{ role: 'user', content }], timeoutMs: DEADLINE_MS, ...rest });

/** What both of our clients rely on and keep to. */
export function describeClients(target: () => V1Target): void {
  const wire = new Wire(target);
  closeSocketClients();

  const clients = { HTTP: clientFor, 'a WebSocket': socketClientFor };
  describe.each(Object.entries(clients))('our client over %s', (_, open) => {
    const client = (env: Record<string, string> = {}): V1Client =>
      open(target().url, { V1_TOKEN: target().token, ...env });

    it('finds V1 up, and its agents', async () => {
      const { models, ...report } = await client().probe();
      expect(report).toMatchObject({ state: 'up', message: null });
      const ids = ['openclaw', 'openclaw/default', ...AGENTS.map((id) => `openclaw/${id}`)];
      expect(models?.toSorted()).toEqual(ids.toSorted());
    });

    it('finds out that its token is wrong', async () => {
      const wrong = client({ V1_TOKEN: 'other' });
      const words = expect.stringContaining('V1_TOKEN');
      expect(await wrong.probe()).toMatchObject({ state: 'misconfigured', message: words });
      const { error } = await run(wrong, asking('x'));
      expect(error).toMatchObject({ code: 'v1_misconfigured', began: 'no', message: words });
    });

    it('has a run piece by piece as it is said', async () => {
      const content = unique('[tokens 4] [every 400ms]');
      const states: unknown[] = [];
      const ran = await run(client(), asking(content), undefined, () =>
        states.push(wire.runsOf(content)[0]?.state),
      );
      expect(ran).toMatchObject({ text: 'word1 word2 word3 word4', error: null });
      expect(ran.result).toEqual({ usage: counts, finishReason: 'stop' });
      expect(states[0]).toBe('running');
      expect(await wire.until(content, 'completed')).toMatchObject({ agent: 'main' });
    });

    it('has a long text whole', async () => {
      const { text, error } = await run(client(), asking(unique('[bytes 600000]')));
      expect(error).toBeNull();
      expect(text).toBe('openclaw'.repeat(75_000));
    });

    it('runs on the agent that is named, in the session that is named', async () => {
      const content = unique('[say x]');
      const sessionKey = 'agent:research:v2:local:clients';
      const ran = await run(client(), asking(content, { agentId: 'research', sessionKey }));
      expect(ran).toMatchObject({ text: 'x', error: null });
      const seen = { agent: 'research', sessionKey: 'v2:local:clients' };
      expect(wire.runsOf(content)).toMatchObject([seen]);
    });

    it('may be told by a system message how to answer', async () => {
      const content = unique('[say x]');
      const messages = [
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content },
      ] as const;
      expect(await run(client(), asking('', { messages }))).toMatchObject({ text: 'x' });
      expect(wire.runsOf(content)).toHaveLength(1);
    });

    it('ends a run in V1 that is stopped', async () => {
      const content = unique('[tokens 2] [hang]');
      const stop = new AbortController();
      const ran = await run(client(), asking(content), stop.signal, () => {
        stop.abort();
      });
      expect(ran.error).toMatchObject({ code: 'worker_stopped', began: 'maybe' });
      await wire.until(content, 'aborted');
    });

    it('ends a run in V1 that is too long', async () => {
      const content = unique('[tokens 4] [hang]');
      const short = client({ MAX_RESULT_BYTES: '8' });
      const { text, error } = await run(short, asking(content));
      expect([text, error]).toEqual([
        'word1 wo',
        expect.objectContaining({ code: 'result_too_large', retryable: false }),
      ]);
      await wire.until(content, 'aborted');
    });

    it('ends a run in V1 that nobody can hear', async () => {
      const content = unique('[tokens 2] [hang]');
      const { error } = await run(client(), asking(content), undefined, () => {
        throw new V1Error(lostTrack('it cannot be heard'));
      });
      expect(error).toMatchObject({ message: 'it cannot be heard', began: 'maybe' });
      await wire.until(content, 'aborted');
    });

    it('ends a run in V1 that takes too long', async () => {
      const content = unique('[tokens 1] [hang]');
      const { error } = await run(client(), asking(content, { timeoutMs: 4_000 }));
      expect(error).toMatchObject({ code: 'timeout', began: 'maybe' });
      await wire.until(content, 'aborted');
    });

    it('tells an error of the provider in V1’s words', async () => {
      const { error } = await run(client(), asking(unique('[error 400]')));
      const message = '400 simulated provider error 400';
      expect(error).toMatchObject({ code: 'v1_error', began: 'maybe', message });
    });

    it('knows of an unknown agent that nothing began', async () => {
      const { error } = await run(client(), asking(unique('[say x]'), { agentId: 'nope' }));
      expect(error).toMatchObject({ code: 'v1_refused', began: 'no', retryable: false });
      expect(error?.message).toMatch(/unknown agent.*nope/i);
    });
  });
}
