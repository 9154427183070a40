import { availableParallelism } from 'node:os';
import { repeat, text } from '../harness/load.ts';
import { alternate } from '../harness/rounds.ts';
import { ratioAtLeast, type Scenario } from '../harness/scenario.ts';
import type { Stage } from '../harness/stage.ts';
import { arrivalRate } from '../harness/v1/arrival.rate.ts';

const WORKERS = [1, 2, 4];
const CONCURRENCY = 10;
const V1_MS = 100;
const DEADLINE_MS = 120_000;

/** Whether more workers run more tasks. Each has so few places that V1 is what takes the time. */
export const moreWorkers: Scenario = {
  number: 10,
  title: `1, 2, 4 workers of ${CONCURRENCY} places each, V1 of ${V1_MS} ms`,
  reference: `as many times one worker (this machine has ${availableParallelism()} cores)`,
  settings: `V1_MAX_CONCURRENT=0, WORKER_CONCURRENCY=${CONCURRENCY}`,
  run: async (stage, scale) => {
    const gateway = await stage.gateway();
    const perWorker = scale.pick(800, 40);
    const rounds = await alternate(
      scale,
      WORKERS.map((workers) => () => rateOf(stage, gateway.url, workers, perWorker * workers)),
    );
    const [one = []] = rounds;
    return WORKERS.slice(1).map((workers, i) => ({
      name: `${workers} workers`,
      unit: 'tasks/s',
      values: rounds[i + 1] ?? [],
      reference: one.map((rate) => rate * workers),
      target: ratioAtLeast(0.9),
    }));
  },
};

async function rateOf(stage: Stage, url: string, workers: number, tasks: number): Promise<number> {
  await stage.redis.clear();
  await stage.v1.behave({ delayMs: V1_MS });
  const env = { V1_MAX_CONCURRENT: '0', WORKER_CONCURRENCY: String(CONCURRENCY) };
  const all = await Promise.all(Array.from({ length: workers }, () => stage.worker(env)));
  await repeat(
    url,
    { path: '/tasks', body: { content: text(200) } },
    { times: tasks, connections: 32 },
  );
  const rate = arrivalRate(await stage.v1.arrivals(tasks, DEADLINE_MS));
  await stage.end(...all);
  return rate;
}
