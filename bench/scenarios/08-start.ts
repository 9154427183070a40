import { setTimeout as delay } from 'node:timers/promises';
import type { Child } from '../harness/child.ts';
import { alternate } from '../harness/rounds.ts';
import { ratioAtMost, type Scenario } from '../harness/scenario.ts';
import type { Stage } from '../harness/stage.ts';

const MIB = 1_048_576;

interface Start {
  readonly ms: number;
  readonly mib: number;
}

/** How soon a gateway serves, and what it holds while nobody asks it anything. */
export const start: Scenario = {
  number: 8,
  title: 'A gateway from spawn to ready, and its memory when idle',
  reference: 'a bare Nest app on Fastify with one route',
  settings: 'none',
  run: async (stage, scale) => {
    const idleMs = scale.pick(3_000, 100);
    const [ours = [], bare = []] = await alternate(scale, [
      () => startOf(stage, idleMs, () => stage.gateway()),
      () => startOf(stage, idleMs, () => stage.reference('nest-app.mjs')),
    ]);
    const ms = (starts: Start[]) => starts.map((each) => each.ms);
    const mib = (starts: Start[]) => starts.map((each) => each.mib);
    return [
      {
        name: 'spawn to ready',
        unit: 'ms',
        values: ms(ours),
        reference: ms(bare),
        target: ratioAtMost(1.5),
      },
      {
        name: 'memory',
        unit: 'MiB',
        values: mib(ours),
        reference: mib(bare),
        target: ratioAtMost(1.5),
      },
    ];
  },
};

async function startOf(stage: Stage, idleMs: number, spawn: () => Promise<Child>): Promise<Start> {
  const began = performance.now();
  const child = await spawn();
  const ms = performance.now() - began;
  await delay(idleMs);
  const mib = child.residentBytes / MIB;
  await stage.end(child);
  return { ms, mib };
}
