import { eventually } from '../../support/eventually.js';
import { type Kind, MIXED, words } from '../system/load.js';
import { allCompleted, play } from '../system/round.js';
import { type FaultSystem, LONG_LEASES } from '../system/system.js';
import { withSystem } from '../system/with-system.js';

type Dist = string | undefined;

/** A worker stands still for longer than its leases last, and then goes on. */
export const workerStopped = (dist?: Dist) =>
  withSystem({ dist }, (system) =>
    play({
      fault: 'SIGSTOP of a worker past its leases, then SIGCONT',
      system,
      inject: async ({ book }) => {
        const id = await system.idOf(system.worker);
        system.worker.kill('SIGSTOP');
        await untilTakenFrom(system, id);
        await book.observe({ results: true });
        system.worker.kill('SIGCONT');
      },
    }),
  );

/** A worker is taken for dead, does not know it, and writes all it has at once. */
export const workerUnaware = (dist?: Dist) =>
  withSystem({ dist, workerPreload: { file: 'zombie.mjs' } }, (system) =>
    play({
      fault: 'a worker that was taken for dead writes late',
      system,
      inject: async ({ book }) => {
        const id = await system.idOf(system.worker);
        system.worker.tell('sleep');
        await system.worker.heard('asleep');
        await untilTakenFrom(system, id);
        await book.observe({ results: true });
        system.worker.tell('wake');
        await system.worker.heard('awake');
      },
    }),
  );

/** Outlives the renewal of its lease. */
const LONG_LIVED: Kind = { share: 30, words: '[tokens 150] [every 50ms]', texts: [words(150)] };
/** So many are renewed: one by itself may end just before the reconciler writes. */
const RENEWED = 5;

/** Leases that have run out are renewed between the reconciler's look and its write. */
export const leaseRenewedInTime = (dist?: Dist) =>
  withSystem(
    {
      dist,
      gatewayPreload: { file: 'held-recovery.mjs' },
      env: LONG_LEASES,
      workerEnv: { RECONCILE_INTERVAL_MS: '600000' },
    },
    (system) =>
      play({
        fault: 'leases renewed at the last moment',
        system,
        kinds: [...MIXED, LONG_LIVED],
        expect: allCompleted,
        inject: async () => {
          for (let renewed = 0, held = 0; renewed < RENEWED; held++) {
            const id = await untilHeldWithDeadLease(system, held);
            if (await isRenewed(system, id)) renewed++;
            // Those of other workers, too: what else the reconciler found so, it goes on with.
            await eventually('renewals', async () => (await deadLeases(system)) === 0);
            system.gateway.tell('release');
            await eventually('its try', () => system.gateway.saidOf('tried').length > held);
          }
          system.gateway.tell('let go');
        },
      }),
  );

/** Waits until none of a worker's runs is its own any more. */
export const untilTakenFrom = (system: FaultSystem, workerId: string): Promise<unknown> =>
  eventually(
    'recovery of its runs',
    async () => (await system.runsOf(workerId)).length === 0,
    30_000,
  );

async function deadLeases({ redis, key }: FaultSystem): Promise<number> {
  const [seconds] = await redis.admin.time();
  return redis.admin.zcount(key('leases'), 0, Number(seconds) * 1_000);
}

/**
 * Lets leases run out, over and over, until a reconciler holds one that it found so.
 * @param held how many it held before
 * @returns the task's id
 */
function untilHeldWithDeadLease(
  { redis, key, gateway }: FaultSystem,
  held: number,
): Promise<string> {
  const leases = key('leases');
  return eventually('a reconciler that holds a dead lease', async () => {
    const id = gateway.saidOf('held')[held];
    if (id !== undefined) return id;
    const ids = await redis.admin.zrange(leases, '0', '-1');
    if (ids.length > 0) await redis.admin.zadd(leases, 'XX', ...ids.flatMap((id) => ['1', id]));
    return undefined;
  });
}

/** Waits until a lease lives again. @returns false if its run ended before */
async function isRenewed({ redis, key }: FaultSystem, id: string): Promise<boolean> {
  const answer = await eventually(`a renewal of ${id}`, async () => {
    const score = await redis.admin.zscore(key('leases'), id);
    if (score === null) return 'ended';
    const [seconds] = await redis.admin.time();
    return Number(score) > Number(seconds) * 1_000 ? 'renewed' : undefined;
  });
  return answer === 'renewed';
}
