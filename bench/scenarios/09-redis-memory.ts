import { eventually } from '../../test/support/eventually.ts';
import { repeat, text } from '../harness/load.ts';
import { ratioAtMost, type Scenario } from '../harness/scenario.ts';
import type { Stage } from '../harness/stage.ts';

const INPUT_BYTES = 1_024;
const OUTPUT_BYTES = 4_096;
const DEADLINE_MS = 240_000;

/** What Redis holds for a task that has ended, in all of its keys. */
export const redisMemory: Scenario = {
  number: 9,
  title: 'Redis memory of a finished task of 1 KB in and 4 KB out, all keys',
  reference: 'the 5,120 bytes themselves',
  settings: 'V1_MAX_CONCURRENT=0',
  run: async (stage, scale) => {
    await stage.v1.behave({ bytes: OUTPUT_BYTES });
    const [gateway] = await Promise.all([
      stage.gateway(),
      stage.worker({ V1_MAX_CONCURRENT: '0' }),
    ]);
    // What Redis holds once for all tasks is there from the first one on.
    await finish(stage, gateway.url, 50);
    const count = scale.pick(4_000, 200);
    const values: number[] = [];
    for (let round = 0; round < scale.rounds; round++) {
      const before = await stage.redis.bytesOfKeys();
      await finish(stage, gateway.url, count);
      values.push(((await stage.redis.bytesOfKeys()) - before) / count);
    }
    const reference = values.map(() => INPUT_BYTES + OUTPUT_BYTES);
    const target = ratioAtMost(2);
    return [{ name: 'memory per task', unit: 'B', values, reference, target }];
  },
};

/** Submits so many and waits until nothing is left to be done. */
async function finish(stage: Stage, url: string, count: number): Promise<void> {
  const { admin } = stage.redis;
  const completed = () => admin.zcard('{openclaw}:tasks:completed');
  const wanted = (await completed()) + count;
  const body = { content: text(INPUT_BYTES) };
  await repeat(url, { path: '/tasks', body }, { times: count, connections: 32 });
  const isDone = async () =>
    (await completed()) === wanted && (await admin.llen('{openclaw}:queue:work:active')) === 0;
  await eventually(`${count} tasks to be completed`, isDone, DEADLINE_MS);
}
