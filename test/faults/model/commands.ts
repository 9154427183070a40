import { expect } from '@jest/globals';
import fc from 'fast-check';
import { aDraft, NO_STEPS } from '../../support/a-task.js';
import type { RunEnd } from '../../../src/tasks/run.js';
import * as rules from './model.js';
import { type Model, type Speaker, TASKS, WORKERS, type World } from './world.js';

type Command = fc.AsyncCommand<Model, World>;

/** One step: what is done, and what the model says is to be answered. Then all is compared. */
const step = (
  name: string,
  run: (model: Model, world: World) => Promise<void>,
  check: (model: Model) => boolean = () => true,
): Command => ({
  check,
  run: async (model, world) => {
    await run(model, world);
    await world.expectAsIn(model);
  },
  toString: () => name,
});

/** An event that needs nothing but a task. */
type Plain = 'recover' | 'redeliver' | 'expire' | 'cancel' | 'retry' | 'evict' | 'remove';

const plain = (type: Plain, i: number): Command =>
  step(`${type}(${i})`, async (model, world) => {
    const task = model.tasks[i];
    const expected = task ? rules[type](task) : 'missing';
    expect(await world.apply(i, { type })).toBe(expected);
    if (expected === 'removed') model.drop(i);
  });

const create = (i: number, key: string | null, hash: string, retry: 'safe' | 'always'): Command =>
  step(`create(${i}, ${key}, ${hash}, ${retry})`, async (model, world) => {
    if (!model.tasks[i]) world.renewId(i);
    const answer = await world.opened.store.create(
      aDraft({
        id: world.id(i),
        retry,
        idempotencyKey: key,
        requestHash: hash,
        maxAttempts: rules.GRANTED,
      }),
    );
    const known = key === null ? undefined : model.keys.get(key);
    if (!model.tasks[i] && known) {
      const type = known.hash === hash ? 'replayed' : 'reused';
      expect(answer).toEqual({ type, id: world.id(known.task) });
      return;
    }
    expect(answer).toEqual({ type: 'created' });
    if (model.tasks[i]) return;
    model.tasks[i] = rules.newTask(retry, key);
    if (key !== null) model.keys.set(key, { task: i, hash });
  });

/** A worker claims a delivery: the current one or the one before, anew or once more. */
const begin = (w: number, i: number, stale: boolean, again: boolean, over: string): Command =>
  step(
    `begin(${w}, ${i}${stale ? ', stale' : ''}${again ? ', again' : ''}, ${over})`,
    async (model, world) => {
      const task = model.tasks[i];
      const delivery = (task?.delivery ?? 1) - (stale ? 1 : 0);
      const claim = (again ? model.claimOf(w, i) : undefined) ?? model.newClaim(w, i, delivery);
      const expected = task ? rules.begin(task, claim, over === 'ws') : 'missing';
      const by = { worker: `worker-${w}`, simulated: false, canRejoin: over === 'ws' };
      expect(await world.apply(i, { type: 'begin', ...claim, ...by })).toBe(expected);
    },
  );

/** A worker adds output where it thinks that it ends, or writes a piece again, or elsewhere. */
const append = (w: Speaker, i: number, back: number, text: string, dropped: boolean): Command =>
  step(
    `append(${w}, ${i}, -${back}, ${text}${dropped ? ', to one that was dropped' : ''})`,
    async (model, world) => {
      const claim = model.claimOf(w, i);
      if (!claim) return;
      const task = model.tasks[i];
      const offset = Math.max(0, (task?.output.length ?? 0) - back);
      const number = (task?.outputNumber ?? 1) - (dropped ? 1 : 0);
      const expected = task ? rules.append(task, claim, { number, offset, text }) : 'lost';
      const chunk = { id: world.id(i), ...claim, ...NO_STEPS, outputNumber: number, offset, text };
      expect(await world.opened.store.append([chunk])).toEqual([expected]);
    },
    (model) => model.claimOf(w, i) !== undefined,
  );

/** A worker renews every lease that it thinks it has. */
const renew = (w: number): Command =>
  step(`renew(${w})`, async (model, world) => {
    const claims = [...model.tasks.keys()].flatMap((i) => {
      const claim = model.claimOf(w, i);
      return claim ? [{ i, claim }] : [];
    });
    const expected = claims.map(({ i, claim }) => {
      const task = model.tasks[i];
      return task ? rules.renew(task, claim) : 'lost';
    });
    const v1 = { url: '', state: 'up', simulated: false, message: null, models: null } as const;
    const answers = await world.opened.store.renew(
      { id: `worker-${w}`, running: claims.length, v1 },
      claims.map(({ i, claim }) => ({ id: world.id(i), ...claim })),
    );
    expect(answers).toEqual(expected);
  });

const BEGAN = {
  v1_refused: 'no',
  v1_unavailable: 'no',
  outcome_unknown: 'maybe',
  worker_stopped: 'goes_on',
} as const;

const runEnd = (how: rules.End): RunEnd =>
  how === 'completed'
    ? { type: 'completed', usage: null, finishReason: 'stop' }
    : {
        type: 'failed',
        failure: {
          code: how,
          message: how,
          v1Status: null,
          began: BEGAN[how],
          retryable: how !== 'v1_refused',
          retryAfterMs: null,
        },
      };

const end = (w: Speaker, i: number, how: rules.End, back: number, text: string): Command =>
  step(
    `end(${w}, ${i}, ${how}, -${back}, ${text})`,
    async (model, world) => {
      const claim = model.claimOf(w, i);
      if (!claim) return;
      const task = model.tasks[i];
      const offset = Math.max(0, (task?.output.length ?? 0) - back);
      const expected = task ? rules.end(task, claim, { how, offset, text }) : 'missing';
      const event = { type: 'end', ...claim, simulated: false, end: runEnd(how) } as const;
      expect(await world.apply(i, event, { offset, text })).toBe(expected);
    },
    (model) => model.claimOf(w, i) !== undefined,
  );

/** A worker drops what it has said. */
const dropOutput = (w: Speaker, i: number): Command =>
  step(
    `dropOutput(${w}, ${i})`,
    async (model, world) => {
      const claim = model.claimOf(w, i);
      if (!claim) return;
      const task = model.tasks[i];
      const expected = task ? rules.dropOutput(task, claim) : 'missing';
      expect(await world.apply(i, { type: 'drop_output', ...claim })).toBe(expected);
    },
    (model) => model.claimOf(w, i) !== undefined,
  );

/** Somebody reads a task, decides, and is slow to write. */
const remember = (i: number): Command =>
  step(`remember(${i})`, async (_, world) => {
    const snapshot = await world.opened.store.read(world.id(i));
    if (snapshot) world.remembered.set(i, snapshot.task);
  });

const writeRemembered = (i: number): Command =>
  step(`writeRemembered(${i})`, async (model, world) => {
    const then = world.remembered.get(i);
    if (!then) return;
    const task = model.tasks[i];
    const isAsThen = then.id === world.id(i) && task?.version === then.version;
    const change = { type: 'change', patch: {} } as const;
    expect(await world.opened.store.commit(then, change)).toBe(isAsThen ? 'ok' : 'conflict');
    if (isAsThen) task.version++;
  });

/** Time passes for one task: its lease, its time in pending, or its time as a finished one. */
const pass = (what: 'lease' | 'pending' | 'finished', i: number): Command =>
  step(`pass(${what}, ${i})`, async (model, { opened: { redis, keys }, ids }) => {
    const task = model.tasks[i];
    const id = ids[i] ?? '';
    if (!task) return;
    if (what === 'lease' && task.status === 'running') {
      await redis.zadd(keys.due('leases'), 'XX', 1, id);
      task.leaseAlive = false;
    }
    if (what === 'pending') {
      await redis.hset(keys.task(id), 'expiresAt', 1);
      task.overdue = true;
    }
    if (what === 'finished' && rules.isTerminal(task)) {
      await redis.hset(keys.task(id), 'finishedAt', 1);
      task.outlived = true;
    }
  });

const flush = step('script flush', async (_, { opened }) => {
  await opened.redis.script('FLUSH');
});

const i = fc.nat({ max: TASKS - 1 });
const w = fc.nat({ max: WORKERS - 1 });
const speaker = fc.constantFrom<Speaker[]>(null, null, null, 0, 1, 2);
const seldom = fc.constantFrom(false, false, false, true);
const back = fc.constantFrom(0, 0, 0, 1, 2);
const piece = fc.constantFrom('a', 'b', 'ab', '');
const how = fc.constantFrom<rules.End[]>(
  'completed',
  'v1_refused',
  'v1_unavailable',
  'outcome_unknown',
  'worker_stopped',
);
const over = fc.constantFrom('http', 'ws');
const key = fc.constantFrom(null, null, 'key-a', 'key-b');

/** Everything that clients, workers, reconcilers and time can do to a few tasks. */
export const commands = [
  fc
    .tuple(i, key, fc.constantFrom('h', 'g'), fc.constantFrom('safe', 'always'))
    .map((of) => create(...of)),
  fc.tuple(w, i, seldom, seldom, over).map((of) => begin(...of)),
  fc.tuple(w, i, seldom, seldom, over).map((of) => begin(...of)),
  fc.tuple(speaker, i, back, piece, seldom).map((of) => append(...of)),
  fc.tuple(speaker, i, back, piece, seldom).map((of) => append(...of)),
  fc.tuple(speaker, i).map((of) => dropOutput(...of)),
  fc.tuple(speaker, i, how, back, piece).map((of) => end(...of)),
  w.map(renew),
  fc.tuple(fc.constantFrom('lease', 'pending', 'finished'), i).map((of) => pass(...of)),
  fc
    .tuple(fc.constantFrom<Plain[]>('recover', 'redeliver', 'expire', 'cancel'), i)
    .map((of) => plain(...of)),
  fc.tuple(fc.constantFrom<Plain[]>('retry', 'evict', 'remove'), i).map((of) => plain(...of)),
  i.map(remember),
  i.map(writeRemembered),
  fc.constant(flush),
];
