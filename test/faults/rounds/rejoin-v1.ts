import { eventually } from '../../support/eventually.js';
import { KEPT_KINDS, playKept } from '../system/kept.js';
import { type Kind, words } from '../system/load.js';
import { randomOf } from '../system/random.js';
import type { FaultSystem } from '../system/system.js';
import { untilTasksWaitForV1 } from './v1-away.js';

type Dist = string | undefined;

const CUTS = 8;
const DONE_BETWEEN_CUTS = 12;
/** However many of the others are done by then, these wait. */
const WHILE_SHUT = 40;
const DEADLINE_MS = 60_000;

/** What V1 begins again after its crash, it says in other words. */
const SAID_ANEW: Kind = {
  share: 25,
  words: '[first 1 tokens 60] [first 1 every 50ms] [say something else]',
  texts: [`${words(60)}something else`, 'something else'],
};

/** V1 goes on by itself with what ran. */
export const workerAndV1Killed = (dist?: Dist) =>
  playKept({
    fault: 'ws: a worker and V1 are killed together',
    options: { dist },
    kinds: [...KEPT_KINDS, SAID_ANEW],
    mayReset: true,
    inject: async ({ system }) => {
      system.worker.kill('SIGKILL');
      system.v1.crash();
      await system.worker.exit();
      await system.startWorker();
    },
  });

/** V1 lets its runs end while it takes no more, is restarted, and takes what waited. */
export const v1Restarted = (dist?: Dist) =>
  playKept({
    fault: 'ws: V1 drains and is restarted',
    options: { dist },
    inject: async ({ system, submitted }) => {
      const { v1 } = system;
      v1.drain(true);
      await submitted;
      await untilTasksWaitForV1(system);
      await eventually('ends of what ran', () => v1.quiet, DEADLINE_MS);
      v1.crash();
      v1.drain(false);
    },
  });

/** Connections to V1 are cut again and again, and then refused for as long as tasks wait for it. */
export const connectionsCut = (dist?: Dist) =>
  playKept({
    fault: 'ws: connections to V1 are cut at random',
    options: { dist, v1Proxied: true },
    inject: async ({ system, book, submitted }) => {
      const random = randomOf('cuts to V1');
      for (let cut = 0; cut < CUTS; cut++) await cutOnce(system, random);
      await system.v1Door.shut();
      await Promise.all([submitted, book.submit(WHILE_SHUT)]);
      await untilTasksWaitForV1(system);
      await system.v1Door.open();
    },
  });

/** Cuts once a few more tasks are done. */
async function cutOnce({ counts, v1Door }: FaultSystem, random: () => number): Promise<void> {
  const { completed: before } = await counts();
  const areMoreDone = async (): Promise<boolean> => {
    const { completed, pending, running } = await counts();
    return completed >= before + DONE_BETWEEN_CUTS || pending + running === 0;
  };
  await eventually('more tasks done', areMoreDone, DEADLINE_MS);
  await eventually('a connection that is cut', () => v1Door.cut(0.5, random) > 0);
}
