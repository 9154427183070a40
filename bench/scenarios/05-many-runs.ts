import { setTimeout as delay } from 'node:timers/promises';
import { scrape } from '../../test/support/scrape.ts';
import type { Child } from '../harness/child.ts';
import { repeat, text } from '../harness/load.ts';
import { alternate } from '../harness/rounds.ts';
import { atMost, ratioAtMost, type Measurement, type Scenario } from '../harness/scenario.ts';
import type { Stage } from '../harness/stage.ts';

const TOKENS_PER_SECOND = 10;
const FEW_TOKENS_PER_SECOND = 2;
const START_DEADLINE_MS = 180_000;
const SETTLE_MS = 2_000;
/** Redis' load may seem to grow by so much, since it is measured. */
const SAME = 1.1;
const KIB = 1_024;

/** What one window of time had. */
interface Window {
  readonly missed: number;
  readonly eventLoopP99Ms: number;
  readonly residentBytes: number;
  readonly commandsPerSecond: number;
}

/** One worker full of runs that stream. */
export const manyRuns: Scenario = {
  number: 5,
  title: `5,000 tasks running at once in one worker, each ${TOKENS_PER_SECOND} tokens/s`,
  reference: `for Redis' load: the same at ${FEW_TOKENS_PER_SECOND} tokens/s each`,
  settings: 'V1_MAX_CONCURRENT=0, WORKER_CONCURRENCY=5000',
  run: async (stage, scale) => {
    const tasks = scale.pick(5_000, 50);
    await stage.v1.behave({ tokensPerSecond: FEW_TOKENS_PER_SECOND });
    const gateway = await stage.gateway();
    const worker = await stage.worker({
      V1_MAX_CONCURRENT: '0',
      WORKER_CONCURRENCY: String(tasks),
    });
    const atRest = worker.residentBytes;
    const body = { content: text(200) };
    await repeat(gateway.url, { path: '/tasks', body }, { times: tasks, connections: 32 });
    await stage.v1.untilStreams(tasks, START_DEADLINE_MS);
    const windowAt = (tokensPerSecond: number) => async () => {
      await stage.v1.behave({ tokensPerSecond });
      await delay(scale.pick(SETTLE_MS, 200));
      return measure(stage, worker, tasks, scale.pick(10, 1));
    };
    const [full = [], few = []] = await alternate(scale, [
      windowAt(TOKENS_PER_SECOND),
      windowAt(FEW_TOKENS_PER_SECOND),
    ]);
    return measurements(full, few, (bytes) => (bytes - atRest) / tasks / KIB);
  },
};

function measurements(
  full: Window[],
  few: Window[],
  kibPerTask: (bytes: number) => number,
): Measurement[] {
  const p99 = full.map((window) => window.eventLoopP99Ms);
  const kib = full.map((window) => kibPerTask(window.residentBytes));
  return [
    {
      name: 'leases missed, runs lost',
      unit: '',
      values: full.map(({ missed }) => missed),
      target: atMost(0),
    },
    { name: 'event loop delay p99', unit: 'ms', values: p99, target: atMost(50) },
    { name: 'memory per running task', unit: 'KiB', values: kib, target: atMost(60) },
    {
      name: 'Redis commands',
      unit: '/s',
      values: full.map(({ commandsPerSecond }) => commandsPerSecond),
      reference: few.map(({ commandsPerSecond }) => commandsPerSecond),
      target: ratioAtMost(SAME),
    },
  ];
}

async function measure(
  stage: Stage,
  worker: Child,
  tasks: number,
  seconds: number,
): Promise<Window> {
  // A scrape begins the histogram of delays anew.
  const before = await scrape(worker.url);
  const commands = await stage.redis.commands();
  const began = performance.now();
  let overdue = 0;
  for (let second = 0; second < seconds; second++) {
    await delay(1_000);
    overdue = Math.max(overdue, await overdueLeases(stage));
  }
  const spent = (await stage.redis.commands()) - commands;
  const took = (performance.now() - began) / 1_000;
  const after = await scrape(worker.url);
  const ended = (at: typeof after) => at.value('openclaw_task_runs_total');
  const gone = tasks - (await stage.v1.streams());
  return {
    missed: overdue + gone + ended(after) - ended(before),
    eventLoopP99Ms: after.value('nodejs_eventloop_lag_p99_seconds') * 1_000,
    residentBytes: worker.residentBytes,
    commandsPerSecond: spent / took,
  };
}

/** Runs whose worker did not renew their lease in time. */
async function overdueLeases({ redis }: Stage): Promise<number> {
  const [seconds, microseconds] = await redis.admin.time();
  const now = Number(seconds) * 1_000 + Number(microseconds) / 1_000;
  return redis.admin.zcount('{openclaw}:leases', '-inf', now);
}
