import { Queue } from 'bullmq';
import { TASK_RUN } from '../../../src/tasks/task.messages.js';
import { allCompleted, play } from '../system/round.js';
import { type FaultSystem, LONG_LEASES } from '../system/system.js';
import { withSystem } from '../system/with-system.js';

/** Every message comes twice, also those of tasks that run. */
export const messagesTwice = (dist?: string) =>
  withSystem({ dist, env: LONG_LEASES }, (system) =>
    play({
      fault: 'messages that come twice',
      system,
      expect: allCompleted,
      inject: async () => {
        const ids = [...(await system.idsOf('running')), ...(await system.idsOf('pending'))];
        const queue = new Queue('work', {
          connection: { port: system.redis.port },
          prefix: system.key('queue'),
        });
        await queue.addBulk(
          ids.map((id) => ({
            name: TASK_RUN,
            data: { task_id: id, delivery: 1 },
            opts: { jobId: `twice.${id}`, priority: 1, removeOnComplete: true, removeOnFail: true },
          })),
        );
        await queue.close();
      },
    }),
  );

/** The queue takes the workers for dead while they run: their messages come again. */
export const locksLost = (dist?: string) =>
  withSystem({ dist, env: LONG_LEASES }, (system) =>
    play({
      fault: "the queue's locks are lost",
      system,
      expect: allCompleted,
      inject: () => dropLocks(system),
    }),
  );

async function dropLocks({ redis, key }: FaultSystem): Promise<void> {
  const jobs = await redis.admin.lrange(key('queue:work:active'), 0, -1);
  if (jobs.length > 0) await redis.admin.del(jobs.map((job) => key(`queue:work:${job}:lock`)));
}
