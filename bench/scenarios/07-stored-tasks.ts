import { freemem } from 'node:os';
import { repeat, type Request, text } from '../harness/load.ts';
import { alternate } from '../harness/rounds.ts';
import { ratioAtMost, type Measurement, type Scale, type Scenario } from '../harness/scenario.ts';
import type { Child } from '../harness/child.ts';
import type { Stage } from '../harness/stage.ts';

const REAL_SIZES = [1_000, 100_000, 1_000_000];
const QUICK_SIZES = [50, 100, 200];
/** Memory that Redis takes for a stored task, while it also writes its file anew. */
const BYTES_PER_TASK = 5_000;
/** What others are compared with must not be left out. */
const MUST_FIT = 1_000;
const SEEDERS = 2;
const SEED_DEADLINE_MS = 600_000;
const CONNECTIONS = 8;

/** A store of one size, and the gateway before it. */
interface Library {
  readonly size: number;
  readonly gateway: Child;
  /** The id of a task in it. */
  readonly id: string;
}

type Ask = readonly [name: string, request: (library: Library) => Request];
const ASKS: readonly Ask[] = [
  ['get', ({ id }) => ({ path: `/tasks/${id}` })],
  ['first page of the list', () => ({ path: '/tasks' })],
  ['list by status', () => ({ path: '/tasks?status=cancelled' })],
  ['submit', () => ({ path: '/tasks', body: { content: text(200) } })],
];

/** Whether what is stored makes asking slower. All sizes stand in one Redis, under prefixes of their own. */
export const storedTasks: Scenario = {
  number: 7,
  title: 'Get, list, list by status, submit with 1,000 / 100,000 / 1,000,000 stored tasks',
  reference: 'the same with 1,000',
  settings: 'KEY_PREFIX: one for each size, a gateway each; MAX_QUEUE_DEPTH=100000000',
  run: async (stage, scale) => {
    const libraries: Library[] = [];
    for (const size of scale.pick(REAL_SIZES, QUICK_SIZES)) {
      const library = await open(stage, size);
      if (library) libraries.push(library);
    }
    await stage.redis.rewriteFile();
    const measured: Measurement[] = [];
    for (const ask of ASKS) measured.push(...(await compare(scale, libraries, ask)));
    return measured;
  },
};

/** @returns null where this machine has not the memory or is too slow for so many, which is remarked */
async function open(stage: Stage, size: number): Promise<Library | null> {
  const env = { KEY_PREFIX: `{bench-${size}}`, MAX_QUEUE_DEPTH: '100000000' };
  const name = `${size.toLocaleString('en')} tasks`;
  if (size * BYTES_PER_TASK > freemem()) {
    stage.remark(`Not measured with ${name}: there is not enough memory.`);
    return null;
  }
  try {
    const id = await seed(stage, size, env);
    return { size, gateway: await stage.gateway(env), id };
  } catch (error) {
    stage.remark(`Not measured with ${name}, which could not be stored: ${String(error)}`);
    if (size <= MUST_FIT) throw error;
    return null;
  }
}

/** @returns the id of one of the tasks */
async function seed(stage: Stage, size: number, env: Record<string, string>): Promise<string> {
  const seeders = await Promise.all(
    Array.from({ length: SEEDERS }, () => stage.program('seed', 'seed/seed.program.ts', env)),
  );
  const share = size / SEEDERS;
  const [id = ''] = await Promise.all(
    seeders.map((seeder) => seeder.ask<string>('seed', share, SEED_DEADLINE_MS)),
  );
  await stage.end(...seeders);
  return id;
}

async function compare(
  scale: Scale,
  libraries: readonly Library[],
  [name, requestOf]: Ask,
): Promise<Measurement[]> {
  const times = scale.pick(name === 'submit' ? 500 : 2_000, 50);
  const rounds = await alternate(
    scale,
    libraries.map((library) => async () => {
      const { url } = library.gateway;
      const took = await repeat(url, requestOf(library), { times, connections: CONNECTIONS });
      return (took * CONNECTIONS) / times;
    }),
  );
  const [reference = []] = rounds;
  return libraries.slice(1).map(({ size }, i) => ({
    name: `${name}, ${size.toLocaleString('en')}`,
    unit: 'ms',
    values: rounds[i + 1] ?? [],
    reference,
    target: ratioAtMost(1.2),
  }));
}
