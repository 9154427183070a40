import { eventually } from '../../support/eventually.js';
import type { FaultSystem } from './system.js';

const DEADLINE_MS = 30_000;

type Bound = Pick<FaultSystem, 'redis' | 'key'>;

/**
 * Waits until nobody is left who could write: V1 runs nothing, no message is in the queue, and every
 * living worker has said since that it holds no run.
 */
export async function settle(system: FaultSystem): Promise<void> {
  await eventually('V1 to be quiet', () => system.v1.quiet, DEADLINE_MS);
  const living = system.workers.filter((worker) => worker.running);
  if (living.length > 0) await untilQueueIsEmpty(system);
  await Promise.all(living.map(async (worker) => untilIdle(system, await system.idOf(worker))));
}

/** Waits for another report of a worker, and that it runs nothing. */
async function untilIdle({ redis, key }: Bound, id: string): Promise<void> {
  const before = await redis.admin.zscore(key('workers'), id);
  await eventually(
    `worker ${id} to run nothing`,
    async () => {
      if ((await redis.admin.zscore(key('workers'), id)) === before) return false;
      const report = await redis.admin.hget(key('workers:reports'), id);
      return (JSON.parse(report ?? '{}') as { running?: number }).running === 0;
    },
    DEADLINE_MS,
  );
}

async function untilQueueIsEmpty({ redis, key }: Bound): Promise<void> {
  const lists = ['work:active', 'work:wait', 'bursts:active', 'bursts:wait'];
  const sets = ['work:prioritized', 'bursts:delayed'];
  await eventually(
    'the queues to be empty',
    async () => {
      const left = await Promise.all([
        ...lists.map((name) => redis.admin.llen(key(`queue:${name}`))),
        ...sets.map((name) => redis.admin.zcard(key(`queue:${name}`))),
      ]);
      return left.every((count) => count === 0);
    },
    DEADLINE_MS,
  );
}
