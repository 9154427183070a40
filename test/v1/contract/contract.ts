import { afterAll, beforeAll, describe } from '@jest/globals';
import { describeAnswers } from './answers.js';
import { describeClients } from './clients.js';
import { describeEnds } from './ends.js';
import { describeHealth } from './health.js';
import { describeRefusals } from './refusals.js';
import { describeRejoining } from './rejoin.js';
import { describeSessions } from './sessions.js';
import { describeTakingUp } from './taking.up.js';
import type { V1Target } from './target.js';

/** To install an OpenClaw and to start it takes minutes. */
const OPEN_DEADLINE_MS = 1_200_000;

/**
 * All that we rely on in V1, checked on one. What a run does is steered by the words of the
 * simulator, at whichever end of V1 they are understood.
 * @param open may leave to the stack what is to be done at the end
 */
export function describeV1(
  name: string,
  open: (atTheEnd: AsyncDisposableStack) => Promise<V1Target>,
): void {
  describe(name, () => {
    const atTheEnd = new AsyncDisposableStack();
    let target: V1Target;
    beforeAll(async () => {
      target = await open(atTheEnd);
    }, OPEN_DEADLINE_MS);
    afterAll(() => atTheEnd.disposeAsync());

    describeHealth(() => target);
    describeAnswers(() => target);
    describeRefusals(() => target);
    describeSessions(() => target);
    describeClients(() => target);
    describeRejoining(() => target);
    describeTakingUp(() => target);
    // Last: it ends the target.
    describeEnds(() => target);
  });
}
