import { eventually } from '../../support/eventually.js';
import type { FaultSystem } from './system.js';

const DEADLINE_MS = 30_000;
const LEAST = { waiting: 20, claimed: 4, streaming: 15, finishing: 1 };

/** What the tasks of a round were doing at the moment of the fault. */
export interface Moment {
  readonly waiting: number;
  /** Claimed, and V1 has said nothing yet. */
  readonly claimed: number;
  readonly streaming: number;
  /** Ended since the look before. */
  readonly finishing: number;
}

/** Waits until tasks wait, are claimed, stream and finish, all at once. */
export async function untilMixed(system: FaultSystem): Promise<Moment> {
  let last: Moment | undefined;
  let ended = await endedIn(system);
  try {
    return await eventually(
      'tasks that wait, are claimed, stream and finish',
      async () => {
        last = await momentOf(system, ended);
        ended += last.finishing;
        return isMixed(last) ? last : null;
      },
      DEADLINE_MS,
    );
  } catch (error) {
    throw new Error(`The last moment was ${JSON.stringify(last)}`, { cause: error });
  }
}

const isMixed = (moment: Moment): boolean =>
  Object.entries(LEAST).every(([what, least]) => moment[what as keyof Moment] >= least);

async function momentOf(system: FaultSystem, endedBefore: number): Promise<Moment> {
  const [{ pending }, ended] = await Promise.all([system.counts(), endedIn(system)]);
  const running = system.v1.runs.filter(({ state }) => state === 'running');
  const claimed = running.filter(({ prompt }) => prompt.includes('[sleep')).length;
  return {
    waiting: pending,
    claimed,
    streaming: running.length - claimed,
    finishing: ended - endedBefore,
  };
}

async function endedIn(system: FaultSystem): Promise<number> {
  const { completed, failed, cancelled } = await system.counts();
  return completed + failed + cancelled;
}
