import { describe, expect, it } from '@jest/globals';
import { leaseRenewedInTime, workerUnaware } from './rounds/leases.js';
import { messagesTwice } from './rounds/queue.js';
import { answersLost } from './rounds/redis.js';
import * as rejoin from './rounds/rejoin.js';
import { gatewayKilledBeforeQueueing } from './rounds/workers.js';
import { Mutant } from './system/mutant.js';
import { BrokenPromise } from './system/round.js';

/** Each broken copy of the system, the round that has to find it, and by what. */
const MUTANTS: readonly (readonly [
  name: string,
  round: (dist: string) => Promise<unknown>,
  evidence: RegExp,
])[] = [
  ['fencing-off', workerUnaware, /- (?:changed|wrong result|doubled|wrong attempts|untold run): /],
  ['owed-off', gatewayKilledBeforeQueueing, /- unfinished: /],
  ['lease-check-off', leaseRenewedInTime, /not completed though nothing died.*stopped answering/],
  ['claim-token-off', messagesTwice, /- (?:doubled|too many runs|untold run): /],
  ['rejoin-key-off', rejoin.oneWorkerKilled, /- (?:doubled|untold run): /],
  ['append-offset-off', answersLost, /not completed though nothing died.*output was lost in Redis/],
];

describe('the suite finds the broken copy', () => {
  it.concurrent.each(MUTANTS)('%s', async (name, round, evidence) => {
    const mutant = await Mutant.build(name);
    try {
      const failure = await broken(() => round(mutant.dist));
      expect(failure).toMatch(evidence);
      process.stdout.write(`    ${name} is found: ${failure.slice(0, 300)}\n`);
    } finally {
      await mutant.remove();
    }
  });
});

/** Plays a round that has to fail. @returns by what the promise was seen to be broken */
async function broken(round: () => Promise<unknown>): Promise<string> {
  try {
    await round();
  } catch (error) {
    // Any other error says that the round could not be played, and proves nothing.
    if (error instanceof BrokenPromise) return error.message.replaceAll('\n', ' ');
    throw error;
  }
  throw new Error('Nothing was found: the round proves less than it says.');
}
