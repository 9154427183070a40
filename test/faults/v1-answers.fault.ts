import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { answerRound, IDLE_TIMEOUT_MS, V1_ANSWERS } from './rounds/v1-answers.js';
import { silentForAMinute } from './rounds/v1-away.js';
import { FaultSystem, LONG_LEASES } from './system/system.js';

describe('every task has one outcome, and no run is doubled, when', () => {
  let system: FaultSystem;
  let silence: Promise<unknown>;

  beforeAll(async () => {
    // It takes its minute while the others go on.
    silence = silentForAMinute();
    silence.catch(() => undefined);
    system = await FaultSystem.open({
      env: { ...LONG_LEASES, V1_IDLE_TIMEOUT_MS: String(IDLE_TIMEOUT_MS) },
    });
  });
  afterAll(() => system.close());

  it.each(V1_ANSWERS)('$fault', async (answer) => {
    await answerRound(system, answer);
  });
  it('V1 answers after a minute of silence', async () => {
    await silence;
  });
});
