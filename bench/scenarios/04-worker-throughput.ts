import { Queue } from 'bullmq';
import type { Child } from '../harness/child.ts';
import { repeat, text } from '../harness/load.ts';
import { alternate } from '../harness/rounds.ts';
import { ratioAtLeast, type Scenario } from '../harness/scenario.ts';
import type { Stage } from '../harness/stage.ts';
import { arrivalRate } from '../harness/v1/arrival.rate.ts';

const DEADLINE_MS = 240_000;
const ADDED_AT_ONCE = 500;

/** How many tasks one worker runs. All of them wait before it starts. */
export const workerThroughput: Scenario = {
  number: 4,
  title: 'Tasks through one worker, V1 answers at once',
  reference: 'a bare BullMQ worker doing one streaming fetch, as many at once (100)',
  settings: 'V1_MAX_CONCURRENT=0',
  run: async (stage, scale) => {
    const count = scale.pick(6_000, 300);
    const gateway = await stage.gateway();
    const [values = [], reference = []] = await alternate(scale, [
      async () => {
        await fresh(stage);
        const body = { content: text(200) };
        await repeat(gateway.url, { path: '/tasks', body }, { times: count, connections: 64 });
        return rateOf(stage, count, () => stage.worker({ V1_MAX_CONCURRENT: '0' }));
      },
      async () => {
        await fresh(stage);
        await fill(stage, count);
        return rateOf(stage, count, () => stage.reference('queue-worker.ts'));
      },
    ]);
    return [{ name: 'tasks', unit: '/s', values, reference, target: ratioAtLeast(0.6) }];
  },
};

async function fresh(stage: Stage): Promise<void> {
  await stage.redis.clear();
  await stage.v1.behave({});
}

async function fill(stage: Stage, count: number): Promise<void> {
  const queue = new Queue('bare', { connection: { url: stage.redis.url } });
  const job = { name: 'run', data: { content: text(200) } };
  for (let left = count; left > 0; left -= ADDED_AT_ONCE) {
    await queue.addBulk(Array.from({ length: Math.min(left, ADDED_AT_ONCE) }, () => job));
  }
  await queue.close();
}

async function rateOf(stage: Stage, count: number, start: () => Promise<Child>): Promise<number> {
  const worker = await start();
  const rate = arrivalRate(await stage.v1.arrivals(count, DEADLINE_MS));
  await stage.end(worker);
  return rate;
}
