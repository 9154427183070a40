import { notKept } from '../kept.oracle.js';
import type { History } from '../oracle.js';
import { type Kind, MIXED, words } from './load.js';
import { BrokenPromise, play, type Round, type RoundOptions } from './round.js';
import type { FaultSystem, SystemOptions } from './system.js';
import { Watchers } from './watchers.js';
import { withSystem } from './with-system.js';

/** Long enough to be met by a fault, and by whoever takes the run up. */
export const LONG: Kind = { share: 15, words: '[tokens 60] [every 50ms]', texts: [words(60)] };
const WATCHERS = 12;
const SHOWN = 8;

export const KEPT_KINDS: readonly Kind[] = [...MIXED, LONG];

export interface KeptRound extends Omit<RoundOptions, 'system' | 'expect' | 'inject'> {
  readonly options?: SystemOptions;
  readonly inject: (round: Round) => Promise<void>;
  /** Whether V1 may say anew what it has said, which those who follow a task are told. */
  readonly mayReset?: boolean;
}

/**
 * Plays a round over V1's WebSocket protocol, under which a run outlives whoever holds it: no task is to
 * notice anything, nor is a client that follows one. Leases are short throughout, for a worker that is
 * late for one on a busy machine costs nothing either.
 */
export const playKept = ({ options = {}, mayReset = false, inject, ...round }: KeptRound) =>
  withSystem({ ...options, env: { V1_PROTOCOL: 'ws', ...options.env } }, async (system) => {
    let watchers: Watchers | undefined;
    const injectWatched = async (running: Round): Promise<void> => {
      watchers = await Watchers.of(system, await someThatRun(system));
      await inject(running);
    };
    try {
      const given = { kinds: KEPT_KINDS, ...round, system, inject: injectWatched };
      const history = await play({ ...given, expect: everyRunKept });
      await watchers?.expectTold(history, { mayReset });
    } finally {
      watchers?.leave();
    }
  });

/** @throws BrokenPromise */
function everyRunKept(history: History): void {
  const losses = notKept(history);
  if (losses.length === 0) return;
  const shown = losses.slice(0, SHOWN).map((loss) => `- not kept: ${loss}`);
  throw new BrokenPromise(`Of what was to be kept, ${losses.length} is not:\n${shown.join('\n')}`);
}

const someThatRun = async (system: FaultSystem): Promise<string[]> =>
  (await system.idsOf('running')).slice(-WATCHERS);
