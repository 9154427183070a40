import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startV1Simulator, type V1Simulator } from '../src/launcher/simulator/v1.simulator.js';
import { eventually } from './support/eventually.js';
import { Processes } from './support/processes.js';
import { configOf, removeKeys, testEnv } from './support/test-redis.js';

const processes = new Processes();
const SUBMITS = 1_000;
/** A slower machine makes both sides slower; what counts is what the long tasks add. */
const MAX_RATIO = { p50: 3, p99: 6 };
let v1: V1Simulator;
let env: Record<string, string>;
let url: string;

beforeAll(async () => {
  v1 = await startV1Simulator({ token: 'token' });
  env = testEnv({ V1_URL: v1.url, V1_TOKEN: 'token', V1_MAX_CONCURRENT: '0' });
  const [gateway] = await Promise.all([
    processes.start('gateway', env),
    processes.start('worker', env),
  ]);
  ({ url } = gateway);
});
afterAll(async () => {
  await processes.killAll();
  await v1.close();
  await removeKeys(configOf(env));
});

async function submit(task: object): Promise<number> {
  const start = performance.now();
  const { status } = await fetch(`${url}/tasks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(task),
  });
  expect(status).toBe(202);
  return performance.now() - start;
}

/** Latencies of submits one after the other, in ms, the fastest first. */
async function latencies(count: number): Promise<number[]> {
  const all: number[] = [];
  // Not due before the test is over: what is measured is accepting, not running.
  for (let i = 0; i < count; i++) all.push(await submit({ content: 'x', delay_ms: 600_000 }));
  return all.sort((a, b) => a - b);
}

const percentile = (sorted: number[], p: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? NaN;

it('is not slower while 20 long tasks are accepted and run', async () => {
  await latencies(SUBMITS); // warm
  const idle = await latencies(SUBMITS);
  for (let i = 0; i < 20; i++) await submit({ content: `long ${i} [tokens 100000] [every 20ms]` });
  await eventually('all long tasks to run', () => v1.runs.length === 20);
  const busy = await latencies(SUBMITS);
  const figures = [0.5, 0.99].map((p) => ({
    percentile: p,
    idleMs: percentile(idle, p),
    busyMs: percentile(busy, p),
  }));
  process.stdout.write(`submit, ms: ${JSON.stringify(figures)}\n`);
  expect(percentile(busy, 0.5) / percentile(idle, 0.5)).toBeLessThan(MAX_RATIO.p50);
  expect(percentile(busy, 0.99) / percentile(idle, 0.99)).toBeLessThan(MAX_RATIO.p99);
}, 60_000);
