import type { Child } from '../harness/child.ts';
import { pace, repeat, text } from '../harness/load.ts';
import { alternate } from '../harness/rounds.ts';
import { atMost, ratioAtMost, type Scale, type Scenario } from '../harness/scenario.ts';
import type { Stage } from '../harness/stage.ts';
import { percentile } from '../harness/statistics.ts';

const WORKERS = 2;
const TOKENS_PER_SECOND = 5;
const START_DEADLINE_MS = 120_000;

/** How long submitting takes while workers are full of runs that stream, and while there are none. */
export const submitLatency: Scenario = {
  number: 2,
  title: `Submit latency at 300/s while 2,000 tasks stream (${TOKENS_PER_SECOND} tokens/s each) on two workers`,
  reference: 'the same without workers: nothing runs',
  settings:
    'V1_MAX_CONCURRENT=0, WORKER_CONCURRENCY=1000 (both workers are full, so what is submitted waits)',
  run: async (stage, scale) => {
    await stage.v1.behave({ tokensPerSecond: TOKENS_PER_SECOND });
    const gateway = await stage.gateway();
    const submit = () => latencies(gateway, scale);
    const [busy = [], idle = []] = await alternate(scale, [
      () => whileRunning(stage, gateway, scale.pick(2_000, 40), submit),
      async () => {
        await stage.redis.clear();
        return submit();
      },
    ]);
    const of = (rounds: number[][], percent: number) =>
      rounds.map((round) => percentile(round, percent));
    return [
      {
        name: 'p50',
        unit: 'ms',
        values: of(busy, 50),
        reference: of(idle, 50),
        target: ratioAtMost(1.5),
      },
      {
        name: 'p99',
        unit: 'ms',
        values: of(busy, 99),
        reference: of(idle, 99),
        target: atMost(50),
      },
    ];
  },
};

const latencies = (gateway: Child, scale: Scale): Promise<number[]> =>
  pace(
    gateway.url,
    { path: '/tasks', body: { content: text(200) } },
    { perSecond: 300, seconds: scale.pick(10, 1) },
  );

/** Does something while so many tasks run on two workers, which are full. */
async function whileRunning<T>(
  stage: Stage,
  gateway: Child,
  tasks: number,
  work: () => Promise<T>,
): Promise<T> {
  await stage.redis.clear();
  const env = { V1_MAX_CONCURRENT: '0', WORKER_CONCURRENCY: String(tasks / WORKERS) };
  const workers = await Promise.all(Array.from({ length: WORKERS }, () => stage.worker(env)));
  const body = { content: text(200) };
  await repeat(gateway.url, { path: '/tasks', body }, { times: tasks, connections: 32 });
  await stage.v1.untilStreams(tasks, START_DEADLINE_MS);
  const result = await work();
  await stage.end(...workers);
  await stage.v1.untilStreams(0, START_DEADLINE_MS);
  return result;
}
