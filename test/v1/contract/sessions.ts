import { describe, expect, it } from '@jest/globals';
import { asking, error, linesOf, ROLE, whole } from '../../support/simulator-harness.js';
import { eventually } from '../../support/eventually.js';
import { MAX_CONCURRENT } from '../openclaw.config.js';
import { DEADLINE_MS, unique, type V1Target, Wire } from './target.js';

/** In which session a run goes, and which runs go side by side. */
export function describeSessions(target: () => V1Target): void {
  const wire = new Wire(target);
  const keyed = (key: string) => ({ 'x-openclaw-session-key': key });

  describe('a session', () => {
    it.each<[string, Record<string, string>, object, string | null]>([
      ['of its own, where none is named', {}, {}, null],
      ['by a key', keyed('agent:main:v2:local:K1'), {}, 'v2:local:k1'],
      ['by a user', {}, { user: 'U1' }, 'openai-user:u1'],
      ['by a key over a user', keyed('agent:main:k2'), { user: 'u2' }, 'k2'],
    ])('is given %s', async (_, headers, rest, sessionKey) => {
      const prompt = unique('[say x]');
      const { status } = await wire.call({ headers, body: asking(prompt, rest) });
      expect(status).toBe(200);
      expect(wire.runsOf(prompt)).toMatchObject([{ sessionKey }]);
    });

    it.each(['k1', 'main', 'v2:local:x', 'agent:nope:x', 'agent:main:'])(
      'of nobody (%s) fails its run',
      async (key) => {
        const nobody = error(expect.any(String) as unknown as string, 'api_error');
        const options = { headers: keyed(key), body: asking(unique('[say x]')) };
        expect(linesOf((await wire.call(options)).text)).toEqual([ROLE, nobody, '[DONE]']);
      },
    );

    it('takes one run at a time', async () => {
      const [first, second] = [unique('[hang]'), unique('[say x]')];
      const one = await wire.open(first, keyed('agent:main:serial'));
      await wire.until(first, 'running');
      const two = await wire.open(second, keyed('agent:main:SERIAL'));
      // One that has nothing to wait for, and takes as long as it takes.
      await wire.call({ body: whole(unique('[say x]')) });
      expect(wire.runsOf(second).filter(({ state }) => state !== 'queued')).toEqual([]);
      one.leave();
      await eventually('the second to end', () => two.ended, DEADLINE_MS);
      await wire.until(first, 'aborted');
    });
  });

  it('runs so many at once, queues more in silence, and drops who leaves the queue', async () => {
    const prompts = Array.from({ length: MAX_CONCURRENT }, () => unique('[hang]'));
    const streams = await Promise.all(prompts.map((prompt) => wire.open(prompt)));
    for (const prompt of prompts) await wire.until(prompt, 'running');
    const [left, next] = [unique('[say x]'), unique('[say x]')];
    const leaves = await wire.open(left);
    const stays = await wire.open(next);
    leaves.leave();
    streams[0]?.leave();
    await eventually('the next to end', () => stays.ended, DEADLINE_MS);
    expect(wire.runsOf(left).filter(({ state }) => state !== 'aborted')).toEqual([]);
    for (const stream of streams) stream.leave();
    for (const prompt of prompts) await wire.until(prompt, 'aborted');
  });
}
