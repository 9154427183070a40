import { eventually } from '../../support/eventually.js';
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

/** A lease that has run out is renewed between the reconciler's look and its write. */
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
        expect: allCompleted,
        inject: async () => {
          await untilHeldWithDeadLeases(system);
          await eventually('renewals', async () => (await deadLeases(system)) === 0);
          system.gateway.tell('release');
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

/** Lets leases run out, over and over, until a reconciler holds one that it found so. */
async function untilHeldWithDeadLeases({ redis, key, gateway }: FaultSystem): Promise<void> {
  const leases = key('leases');
  await eventually('a reconciler that holds a dead lease', async () => {
    if (gateway.said('held')) return true;
    const ids = await redis.admin.zrange(leases, '0', '-1');
    if (ids.length > 0) await redis.admin.zadd(leases, 'XX', ...ids.flatMap((id) => ['1', id]));
    return false;
  });
}
