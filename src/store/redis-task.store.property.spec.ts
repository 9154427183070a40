import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { A_STEP, aDraft } from '../../test/support/a-task.js';
import { openStore, type OpenStore } from '../../test/support/test-redis.js';
import type { RunEnd, RunFailure } from '../tasks/run.js';
import { isTerminal, TASK_STATUSES } from '../tasks/task.js';
import { TaskTransitions } from '../tasks/task.transitions.js';

/** What one step does to one of a few tasks; `claim` and `stale` choose who speaks. */
const step = fc.record({
  task: fc.nat({ max: 1 }),
  claim: fc.constantFrom('one', 'one', 'one', 'two'),
  stale: fc.constantFrom(false, false, false, true),
  act: fc.oneof(
    // What lives are made of comes often, so that walks get to every end.
    { weight: 3, arbitrary: fc.constantFrom('create', 'begin', 'append', 'complete') },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        ...([
          'not begun',
          'broken',
          'goes on',
          'drop_output',
          'recover',
          'redeliver',
          'expire',
          'cancel',
        ] as const),
        ...(['retry', 'evict', 'remove', 'flush'] as const),
      ),
    },
  ),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const failed = (began: RunFailure['began']): RunEnd => ({
  type: 'failed',
  failure: {
    code: began === 'no' ? 'v1_unavailable' : 'outcome_unknown',
    message: 'failed',
    v1Status: null,
    began,
    retryable: true,
    retryAfterMs: null,
  },
});
const ENDS: Partial<Record<Step['act'], RunEnd>> = {
  complete: { type: 'completed', usage: null, finishReason: 'stop' },
  'not begun': failed('no'),
  broken: failed('maybe'),
  'goes on': failed('goes_on'),
};

let opened: OpenStore;
beforeAll(async () => {
  // Backoffs that are over at once.
  opened = await openStore({ RETRY_BACKOFF_MS: '1', RETRY_BACKOFF_MAX_MS: '1' });
});
afterAll(() => opened.close());

it('keeps every task in all, in one index of status and in one of time, whatever happens', async () => {
  const reached = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
      const ids = [uuidv7(), uuidv7()];
      for (const each of steps) {
        await take(each, ids[each.task] ?? '');
        await expectInvariant(ids, reached);
      }
    }),
    { numRuns: 80 },
  );
  // The property means little if the walks never leave the start.
  expect(reached).toEqual(new Set([...TASK_STATUSES, 'absent']));
}, 60_000);

async function take({ act, claim, stale }: Step, id: string): Promise<void> {
  const { store, redis, keys, config } = opened;
  const transitions = new TaskTransitions(store, config);
  const task = (await store.read(id))?.task;
  const delivery = Math.max(1, (task?.delivery ?? 1) - (stale ? 1 : 0));
  const end = ENDS[act];
  if (end) {
    await transitions.apply(id, { type: 'end', token: claim, delivery, simulated: false, end });
    return;
  }
  switch (act) {
    case 'create':
      await store.create(aDraft({ id, retry: stale ? 'always' : 'safe', expiresInMs: 60_000 }));
      return;
    case 'begin':
      await transitions.apply(id, {
        type: act,
        token: claim,
        delivery,
        worker: 'w',
        simulated: false,
        canRejoin: claim === 'two',
      });
      return;
    case 'drop_output':
      await transitions.apply(id, { type: act, token: claim, delivery });
      return;
    case 'append': {
      const offset = await redis.strlen(keys.output(id));
      const { outputNumber = 1, progressCount: progressSeen = 0 } = task ?? {};
      const progress = stale ? [] : [A_STEP];
      await store.append([
        { id, delivery, token: claim, outputNumber, offset, text: 'é', progress, progressSeen },
      ]);
      return;
    }
    case 'recover':
      // The lease runs out unless the step is to meet one that lives.
      if (!stale) await redis.zadd(keys.due('leases'), 'XX', 1, id);
      await transitions.apply(id, { type: act });
      return;
    case 'expire':
      if (!stale && task) await redis.hset(keys.task(id), 'expiresAt', 1);
      await transitions.apply(id, { type: act });
      return;
    case 'evict':
      if (!stale && task?.finishedAt) await redis.hset(keys.task(id), 'finishedAt', 1);
      await transitions.apply(id, { type: act });
      return;
    case 'redeliver':
    case 'remove':
    case 'cancel':
    case 'retry':
      await transitions.apply(id, { type: act });
      return;
    default:
      await redis.script('FLUSH');
  }
}

async function expectInvariant(ids: string[], reached: Set<string>): Promise<void> {
  const { store, redis, keys } = opened;
  for (const id of ids) {
    const task = (await store.read(id))?.task;
    reached.add(task?.status ?? 'absent');
    const isIn = async (key: string) => (await redis.zscore(key, id)) !== null;
    const found = {
      all: await isIn(keys.all()),
      statuses: await filter(TASK_STATUSES, (status) => isIn(keys.ofStatus(status))),
      times: await filter(['owed', 'leases', 'expiry'] as const, (index) => isIn(keys.due(index))),
    };
    expect(found).toEqual(
      task
        ? { all: true, statuses: [task.status], times: [timeIndexOf(task.status)] }
        : { all: false, statuses: [], times: [] },
    );
    const said = await redis.exists(keys.output(id), keys.progress(id));
    if (task?.status === 'pending' && !task.rejoinable) expect(said).toBe(0);
    if (!task) expect(said + (await redis.exists(keys.attempts(id)))).toBe(0);
  }
}

const timeIndexOf = (status: (typeof TASK_STATUSES)[number]): string => {
  if (isTerminal(status)) return 'expiry';
  return status === 'running' ? 'leases' : 'owed';
};

async function filter<T>(items: readonly T[], keep: (item: T) => Promise<boolean>): Promise<T[]> {
  const kept = await Promise.all(items.map(keep));
  return items.filter((_, i) => kept[i]);
}
