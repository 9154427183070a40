import { setTimeout as delay } from 'node:timers/promises';
import { request } from 'undici';
import type { Child } from '../harness/child.ts';
import { pace, text } from '../harness/load.ts';
import { atMost, type Measurement, type Scale, type Scenario } from '../harness/scenario.ts';
import type { Stage } from '../harness/stage.ts';
import { percentile } from '../harness/statistics.ts';
import { Watchers } from '../harness/watchers/watchers.ts';

const SUBMITS_PER_SECOND = 50;
const DEADLINE_MS = 60_000;
const SETTLE_MS = 2_000;
const KIB = 1_024;

/** Which tasks are watched: all watchers are spread over them. */
interface Audience {
  readonly name: string;
  readonly tasks: number;
  readonly tokensPerSecond: number;
}

/**
 * Twenty deltas a second read in two ways: of all tasks together, and of one that everybody follows. (A worker
 * joins what is said within 50 ms, so that a task has no more than twenty.)
 */
const AUDIENCES: readonly Audience[] = [
  { name: '20 tasks, 1 token/s each', tasks: 20, tokensPerSecond: 1 },
  { name: 'one task, 60 tokens/s', tasks: 1, tokensPerSecond: 60 },
];

/** One gateway that many clients follow tasks on. */
export const watchers: Scenario = {
  number: 6,
  title: '2,000 SSE watchers on one gateway, 20 deltas/s, 50 submits/s meanwhile',
  reference: 'none',
  settings: 'V1_MAX_CONCURRENT=0, WORKER_CONCURRENCY: the watched tasks (what is submitted waits)',
  run: async (stage, scale) => {
    const all: Measurement[] = [];
    for (const audience of AUDIENCES) all.push(...(await perform(stage, scale, audience)));
    return all;
  },
};

async function perform(stage: Stage, scale: Scale, audience: Audience): Promise<Measurement[]> {
  const { tasks, tokensPerSecond } = audience;
  const count = scale.pick(2_000, 40);
  await stage.v1.behave({ tokensPerSecond });
  const gateway = await stage.gateway();
  const worker = await stage.worker({ V1_MAX_CONCURRENT: '0', WORKER_CONCURRENCY: String(tasks) });
  const ids = await submit(gateway, tasks);
  await stage.v1.untilStreams(tasks, DEADLINE_MS);

  const program = await stage.program('watchers', 'watchers/watchers.program.ts');
  const alone = gateway.residentBytes;
  const watched = { url: gateway.url, ids, watchers: count, readEvery: scale.pick(20, 2) };
  const crowd = await Watchers.open(program, watched);
  await delay(scale.pick(SETTLE_MS, 200));
  const windows: Window[] = [];
  while (windows.length < scale.rounds) windows.push(await measure(gateway, crowd, scale));
  await stage.end(program, worker, gateway);
  await stage.redis.clear();
  return measurements(audience.name, windows, (bytes) => (bytes - alone) / count / KIB);
}

/** What one window of time had. */
interface Window {
  readonly deltaP99: number;
  readonly deltasPerSecond: number;
  readonly submitP99: number;
  readonly residentBytes: number;
}

async function measure(gateway: Child, crowd: Watchers, { pick }: Scale): Promise<Window> {
  await crowd.begin();
  const submits = await pace(
    gateway.url,
    { path: '/tasks', body: { content: text(200) } },
    { perSecond: SUBMITS_PER_SECOND, seconds: pick(8, 2) },
  );
  const { latencies, deltasPerSecond } = await crowd.end();
  return {
    deltaP99: percentile(latencies, 99),
    deltasPerSecond,
    submitP99: percentile(submits, 99),
    residentBytes: gateway.residentBytes,
  };
}

function measurements(
  name: string,
  windows: readonly Window[],
  kibPerWatcher: (bytes: number) => number,
): Measurement[] {
  const of = (what: string, unit: string, read: (window: Window) => number) => ({
    name: `${name}: ${what}`,
    unit,
    values: windows.map(read),
  });
  const memory = of('memory per watcher', 'KiB', (each) => kibPerWatcher(each.residentBytes));
  return [
    { ...of('delta to client p99', 'ms', (each) => each.deltaP99), target: atMost(250) },
    { ...of('submit p99', 'ms', (each) => each.submitP99), target: atMost(50) },
    { ...memory, target: atMost(40) },
    of('deltas to each watcher', '/s', (each) => each.deltasPerSecond),
  ];
}

/** @returns the ids of the tasks */
async function submit({ url }: Child, count: number): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const { body } = await request(`${url}/tasks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ content: text(200) }),
    });
    ids.push(((await body.json()) as { task_id: string }).task_id);
  }
  return ids;
}
