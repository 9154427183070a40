import { Queue } from 'bullmq';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import { sharedNow } from '../harness/clock.ts';
import { send, text } from '../harness/load.ts';
import { alternate } from '../harness/rounds.ts';
import { ratioAtMost, type Scenario } from '../harness/scenario.ts';
import type { Stage } from '../harness/stage.ts';
import { percentile } from '../harness/statistics.ts';

/** From one task to the next, in ms: long enough for the system to be idle again. */
const PAUSE_MS = 30;
const DEADLINE_MS = 30_000;

/**
 * From the 202 to the request at V1, one task at a time. The project adds the job when it answers 202;
 * so the time of the reference begins with its add, too.
 */
export const dispatch: Scenario = {
  number: 3,
  title: 'Dispatch: from 202 to V1 receiving the request, idle system',
  reference: 'a bare BullMQ add, worker and fetch: from the call of add',
  settings: 'none',
  run: async (stage, scale) => {
    await stage.v1.behave({});
    const count = scale.pick(150, 10);
    const [gateway] = await Promise.all([stage.gateway(), stage.worker()]);
    await stage.reference('queue-worker.ts');
    const pool = new Pool(gateway.url, { connections: 1 });
    const queue = new Queue('bare', { connection: { url: stage.redis.url } });
    const submit = async (): Promise<number> => {
      await send(pool, { path: '/tasks', body: { content: text(200) } });
      return sharedNow();
    };
    const add = (): Promise<number> => {
      const began = sharedNow();
      return queue.add('run', { content: text(200) }).then(() => began);
    };
    try {
      const [values = [], reference = []] = await alternate(scale, [
        () => typicalDispatch(stage, count, submit),
        () => typicalDispatch(stage, count, add),
      ]);
      return [{ name: 'p50', unit: 'ms', values, reference, target: ratioAtMost(1.5) }];
    } finally {
      await Promise.all([pool.destroy(), queue.close()]);
    }
  },
};

/** @param start starts a task and tells from when on its time counts */
async function typicalDispatch(
  stage: Stage,
  count: number,
  start: () => Promise<number>,
): Promise<number> {
  await stage.v1.behave({});
  const began: number[] = [];
  for (let i = 0; i < count; i++) {
    began.push(await start());
    await delay(PAUSE_MS);
  }
  const arrived = await stage.v1.arrivals(count, DEADLINE_MS);
  return percentile(
    arrived.map((at, i) => at - (began[i] ?? 0)),
    50,
  );
}
