import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { A_STEP, aDraft, NO_STEPS } from '../../test/support/a-task.js';
import { openStore, type OpenStore } from '../../test/support/test-redis.js';
import { RunService } from '../tasks/run.service.js';
import { TaskQueue } from '../tasks/task.queue.js';
import type { RunClaim } from '../tasks/run.js';
import type { Task } from '../tasks/task.js';
import { type Applied, TaskTransitions } from '../tasks/task.transitions.js';
import type { OutputChunk, TaskDraft } from '../tasks/task.store.js';

let opened: OpenStore;
let transitions: TaskTransitions;

beforeEach(async () => {
  opened = await openStore();
  transitions = new TaskTransitions(opened.store, opened.config);
});
afterEach(() => opened.close());

const report = (id: string) => ({
  id,
  running: 1,
  v1: {
    url: 'http://v1',
    state: 'up',
    simulated: false,
    message: null,
    models: ['openclaw'],
  } as const,
});

async function create(overrides: Partial<TaskDraft> = {}): Promise<string> {
  const draft = aDraft({ id: uuidv7(), ...overrides });
  expect(await opened.store.create(draft)).toEqual({ type: 'created' });
  return draft.id;
}

async function read(id: string): Promise<Task & { output: string }> {
  const snapshot = await opened.store.read(id, { output: true });
  if (!snapshot) throw new Error(`no task ${id}`);
  return { ...snapshot.task, output: snapshot.output };
}

/** A claim, and the output that it begins with. */
type Claim = RunClaim & Pick<OutputChunk, 'outputNumber' | 'progress' | 'progressSeen'>;

const claimOf = (id: string, token = 'claim-1', delivery = 1): Claim => ({
  ...NO_STEPS,
  outputNumber: 1,
  id,
  token,
  delivery,
});
const begin = ({ id, token, delivery }: Claim): Promise<Applied> =>
  transitions.apply(id, {
    type: 'begin',
    token,
    delivery,
    worker: 'w1',
    simulated: false,
    canRejoin: false,
  });
const complete = ({ id, token, delivery }: Claim, offset = 0, text = ''): Promise<Applied> =>
  transitions.apply(
    id,
    {
      type: 'end',
      token,
      delivery,
      simulated: false,
      end: { type: 'completed', usage: null, finishReason: 'stop' },
    },
    { offset, text },
  );

async function beginNew(overrides: Partial<TaskDraft> = {}): Promise<Claim> {
  const claim = claimOf(await create(overrides));
  expect(await begin(claim)).toMatchObject({ type: 'changed', task: { status: 'running' } });
  return claim;
}

const killLease = (id: string) => opened.redis.zadd(opened.keys.due('leases'), 1, id);

class NoQueue extends TaskQueue {
  override deliver = () => Promise.resolve();
  override deliverNew = () => Promise.resolve();
  override position = () => Promise.resolve(null);
  override hasten = () => Promise.resolve();
  override withdraw = () => Promise.resolve();
  override cancel = () => Promise.resolve();
}

describe('create', () => {
  it('stores a pending task whose delivery is owed', async () => {
    const id = await create({ content: 'héllo 🌍', metadata: { a: 'b' } });
    const task = await read(id);
    expect(task).toMatchObject({
      id,
      status: 'pending',
      version: 1,
      delivery: 1,
      attempt: 0,
      content: 'héllo 🌍',
      metadata: { a: 'b' },
      simulated: false,
      error: null,
      runAt: null,
      expiresAt: task.createdAt + task.expiresInMs,
    });
    const owed = await opened.redis.zscore(opened.keys.due('owed'), id);
    expect(Number(owed)).toBe(task.createdAt + 15_000);
  });

  it('counts the time to expire from when the task is due', async () => {
    const task = await read(await create({ runInMs: 5_000 }));
    expect(task.runAt).toBe(task.createdAt + 5_000);
    expect(task.expiresAt).toBe(task.createdAt + 5_000 + task.expiresInMs);
  });

  it('repeated after a lost answer stores it once', async () => {
    const draft = aDraft({ id: uuidv7() });
    expect(await opened.store.create(draft)).toEqual({ type: 'created' });
    expect(await opened.store.create(draft)).toEqual({ type: 'created' });
    expect(await opened.redis.zcard(opened.keys.all())).toBe(1);
  });

  it('writes nothing where its times are no numbers', async () => {
    const draft = aDraft({ id: uuidv7(), runInMs: NaN });
    await expect(opened.store.create(draft)).rejects.toThrow('no numbers');
    expect(await opened.redis.exists(opened.keys.task(draft.id), opened.keys.all())).toBe(0);
  });

  it('knows an idempotency key, scoped by client', async () => {
    const first = await create({ idempotencyKey: 'k' });
    const again = (overrides: Partial<TaskDraft>) =>
      opened.store.create(aDraft({ id: uuidv7(), idempotencyKey: 'k', ...overrides }));
    expect(await again({})).toEqual({ type: 'replayed', id: first });
    expect(await again({ requestHash: 'other' })).toEqual({ type: 'reused', id: first });
    expect(await again({ client: 'another' })).toEqual({ type: 'created' });
  });

  it('stores no more than may wait, and answers a known key all the same', async () => {
    await opened.close();
    opened = await openStore({ MAX_QUEUE_DEPTH: '1' });
    const first = await create({ idempotencyKey: 'k' });
    expect(await opened.store.create(aDraft({ id: uuidv7() }))).toEqual({ type: 'full' });
    const replay = await opened.store.create(aDraft({ id: uuidv7(), idempotencyKey: 'k' }));
    expect(replay).toEqual({ type: 'replayed', id: first });
  });

  it('is one round trip', async () => {
    await create();
    const before = await commandsProcessed();
    await create();
    // INFO itself is counted too, and so is what the script calls: only EVALSHA came over the wire.
    const calls = (await commandsProcessed()) - before;
    expect(calls).toBe(1);
  });

  async function commandsProcessed(): Promise<number> {
    const stats = await opened.redis.info('commandstats');
    return Number(/cmdstat_evalsha:calls=(\d+)/.exec(stats)?.[1] ?? 0);
  }
});

describe('the life of a run', () => {
  it('begins, says something, completes', async () => {
    const claim = await beginNew();
    expect(await opened.store.append([{ ...claim, offset: 0, text: 'Grüße ' }])).toEqual(['ok']);
    expect(await read(claim.id)).toMatchObject({ status: 'running', output: 'Grüße ' });
    expect(await complete(claim, Buffer.byteLength('Grüße '), '🌍')).toMatchObject({
      type: 'changed',
    });
    expect(await read(claim.id)).toMatchObject({ status: 'completed', output: 'Grüße 🌍' });
  });

  it('survives that Redis forgets its scripts at any point', async () => {
    const claim = claimOf(await create());
    for (const step of [
      () => begin(claim),
      () => opened.store.append([{ ...claim, offset: 0, text: 'ab' }]),
      () => opened.store.renew(report('w1'), [claim]),
      () => complete(claim, 2, 'c'),
    ]) {
      await opened.redis.script('FLUSH');
      await step();
    }
    await opened.redis.script('FLUSH');
    expect(await read(claim.id)).toMatchObject({ status: 'completed', output: 'abc' });
    await opened.redis.script('FLUSH');
    const snapshot = await opened.store.read(claim.id);
    expect(snapshot && (await opened.store.remove(snapshot.task))).toBe('ok');
    await opened.redis.script('FLUSH');
    await create();
  });

  it('takes each step once though its answer was lost and it is repeated', async () => {
    const claim = claimOf(await create());
    expect(await begin(claim)).toMatchObject({ type: 'changed' });
    await killLease(claim.id);
    expect(await begin(claim)).toMatchObject({ type: 'changed', task: { attempt: 1 } });
    expect(await opened.store.due('leases', 10)).toEqual([]); // and the lease is new
    const chunk = { ...claim, offset: 0, text: 'once' };
    expect(await opened.store.append([chunk])).toEqual(['ok']);
    expect(await opened.store.append([chunk])).toEqual(['ok']);
    expect(await complete(claim, 4, '!')).toMatchObject({ type: 'changed' });
    expect(await complete(claim, 4, '!')).toMatchObject({ type: 'already' });
    expect(await read(claim.id)).toMatchObject({ attempt: 1, output: 'once!' });
  });

  it('keeps the steps of a run once, however often they are told, and the newest of them', async () => {
    const claim = await beginNew();
    const steps = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) => ({ ...A_STEP, id: `tool:${from + i}` }));
    const tell = (from: number, to: number) =>
      opened.store.append([
        { ...claim, offset: 0, text: '', progress: steps(from, to), progressSeen: from },
      ]);
    for (let told = 0; told < 250; told += 50) {
      expect(await tell(told, told + 50)).toEqual(['ok']);
      expect(await tell(told, told + 50)).toEqual(['ok']);
    }
    expect(await opened.store.progress(claim.id)).toEqual(steps(50, 250));
    const at = async (progress: number) => {
      const place = { outputNumber: 1, offset: 0, progress };
      const tail = await opened.store.readFrom(claim.id, place, 0);
      return [tail?.progress, tail?.progressSeen];
    };
    expect(await at(0)).toEqual([steps(50, 100), 100]);
    expect(await at(220)).toEqual([steps(220, 250), 250]);
    expect(await at(250)).toEqual([[], 250]);
    await transitions.apply(claim.id, { type: 'drop_output', ...claim });
    // Another output of the same run, whose steps stay.
    expect(await at(220)).toEqual([steps(220, 250), 250]);
    const late = { ...claim, offset: 0, text: 'late', progress: steps(0, 1), progressSeen: 250 };
    expect(await opened.store.append([late])).toEqual(['lost']);
  });

  it('adds to many outputs at once, with an answer for each', async () => {
    const RUNS = 250;
    const claims = await Promise.all(Array.from({ length: RUNS }, beginNew));
    const stale = new Set([0, 99, 100, 249]);
    const stepsOf = (i: number) => Array.from({ length: i % 3 }, () => A_STEP);
    const chunks = claims.map((claim, i) => ({
      ...claim,
      ...(stale.has(i) && { token: 'another' }),
      offset: 0,
      text: `said by ${i}`,
      progress: stepsOf(i),
    }));
    const expected = claims.map((_, i) => (stale.has(i) ? 'lost' : 'ok'));
    expect(await opened.store.append(chunks)).toEqual(expected);
    for (const [i, { id }] of claims.entries()) {
      const isLost = stale.has(i);
      expect((await read(id)).output).toBe(isLost ? '' : `said by ${i}`);
      expect(await opened.store.progress(id)).toEqual(isLost ? [] : stepsOf(i));
    }
  });

  it('lets one of two workers begin a delivery', async () => {
    const id = await create();
    const answers = await Promise.all([begin(claimOf(id, 'one')), begin(claimOf(id, 'two'))]);
    expect(answers.map(({ type }) => type).sort()).toEqual(['changed', 'refused']);
    expect((await read(id)).attempt).toBe(1);
  });

  it('refuses what a stale claim appends and finishes', async () => {
    const stale = await beginNew({ retry: 'always' });
    await opened.store.append([{ ...stale, offset: 0, text: 'old' }]);
    await killLease(stale.id);
    await transitions.apply(stale.id, { type: 'recover' });
    const fresh = claimOf(stale.id, 'claim-2', 2);
    await opened.redis.hdel(opened.keys.task(stale.id), 'nextAttemptAt'); // its backoff is over
    expect(await begin(fresh)).toMatchObject({ type: 'changed' });

    expect(await opened.store.append([{ ...stale, offset: 3, text: 'late' }])).toEqual(['lost']);
    expect(await complete(stale, 3, 'late')).toMatchObject({ type: 'refused', reason: 'stale' });
    expect(await opened.store.renew(report('w1'), [stale])).toEqual(['lost']);
    expect(await read(stale.id)).toMatchObject({ status: 'running', token: 'claim-2', output: '' });
  });

  it('does not take a result for whole of which Redis lost a part', async () => {
    const claim = await beginNew();
    expect(await complete(claim, 5)).toMatchObject({ type: 'refused', reason: 'torn' });
    const runs = new RunService(opened.store, transitions, new NoQueue());
    const how = {
      end: { type: 'completed', usage: null, finishReason: 'stop' },
      simulated: false,
    } as const;
    const never = new AbortController().signal;
    expect(await runs.end(claim, how, { offset: 5, text: 'end' }, never)).toMatchObject({
      status: 'failed',
      error: { code: 'outcome_unknown' },
    });
  });

  it('refuses a piece that does not stand where the output ends', async () => {
    const claim = await beginNew();
    await opened.store.append([{ ...claim, offset: 0, text: 'abc' }]);
    const append = (offset: number, text: string) =>
      opened.store.append([{ ...claim, offset, text }]);
    expect(await append(5, 'x')).toEqual(['lost']);
    expect(await append(0, 'abd')).toEqual(['lost']);
    expect((await read(claim.id)).output).toBe('abc');
  });

  it('tells begin, append and renew that the run is to stop', async () => {
    const claim = await beginNew();
    await transitions.apply(claim.id, { type: 'cancel' });
    expect(await opened.store.append([{ ...claim, offset: 0, text: 'a' }])).toEqual(['cancel']);
    expect(await opened.store.renew(report('w1'), [claim])).toEqual(['cancel']);
    expect(await begin(claim)).toMatchObject({ task: { cancelRequestedAt: expect.any(Number) } });
  });
});

describe('leases', () => {
  it('are renewed for any number of runs at once', async () => {
    const claims = await Promise.all(Array.from({ length: 1_050 }, () => beginNew()));
    for (const { id } of claims) await killLease(id);
    expect(await opened.store.due('leases', 2_000)).toHaveLength(1_050);
    const answers = await opened.store.renew(report('w1'), claims);
    expect(answers).toHaveLength(1_050);
    expect(new Set(answers)).toEqual(new Set(['ok']));
    expect(await opened.store.due('leases', 2_000)).toEqual([]);
  });

  it('that live keep a run from being recovered', async () => {
    const claim = await beginNew();
    const recovered = await transitions.apply(claim.id, { type: 'recover' });
    expect(recovered).toMatchObject({ type: 'refused', reason: 'alive' });
    expect((await read(claim.id)).status).toBe('running');
  });

  it('that ran out and were not recovered may be renewed, and the run may finish', async () => {
    const claim = await beginNew();
    await killLease(claim.id);
    expect(await opened.store.renew(report('w1'), [claim])).toEqual(['ok']);
    await killLease(claim.id);
    expect(await complete(claim)).toMatchObject({ type: 'changed' });
  });
});

describe('deliveries', () => {
  it('cancelled, retried by hand and then met by the old job: the old job finds nothing', async () => {
    const id = await create();
    await transitions.apply(id, { type: 'cancel' });
    await transitions.apply(id, { type: 'retry' });
    expect(await begin(claimOf(id, 'old', 1))).toMatchObject({ type: 'refused', reason: 'stale' });
    expect(await begin(claimOf(id, 'new', 2))).toMatchObject({ type: 'changed' });
  });

  it('are owed until begun', async () => {
    const id = await create();
    await opened.redis.zadd(opened.keys.due('owed'), 1, id);
    expect(await opened.store.due('owed', 10)).toEqual([id]);
    await begin(claimOf(id));
    expect(await opened.redis.zscore(opened.keys.due('owed'), id)).toBeNull();
  });
});

describe('remove', () => {
  it('leaves nothing of the task, its idempotency key included', async () => {
    const claim = await beginNew({ idempotencyKey: 'k' });
    await opened.store.append([{ ...claim, offset: 0, text: 'x' }]);
    await complete(claim, 1);
    const snapshot = await opened.store.read(claim.id);
    expect(snapshot && (await opened.store.remove(snapshot.task))).toBe('ok');
    const prefix = opened.config.keyPrefix.replace(/[{}]/g, '\\$&');
    // What is known of all tasks together remains.
    const { entered, live } = opened.keys;
    expect((await opened.redis.keys(`${prefix}*`)).sort()).toEqual([entered(), live()]);
  });

  it('spares an idempotency key that another task has by now', async () => {
    const claim = await beginNew({ idempotencyKey: 'k' });
    await complete(claim);
    const key = opened.keys.idempotency('local', 'k');
    await opened.redis.set(key, 'another-task hash');
    const snapshot = await opened.store.read(claim.id);
    if (snapshot) await opened.store.remove(snapshot.task);
    expect(await opened.redis.get(key)).toBe('another-task hash');
  });

  it('spares a task that changed meanwhile', async () => {
    const claim = await beginNew();
    await complete(claim);
    const snapshot = await opened.store.read(claim.id);
    await transitions.apply(claim.id, { type: 'evict' }); // touches it: its time is not up
    expect(snapshot && (await opened.store.remove(snapshot.task))).toBe('conflict');
  });
});

describe('overview', () => {
  it('counts tasks by status and lists the workers that are alive', async () => {
    await create();
    await beginNew();
    await opened.store.renew(report('w1'), []);
    await opened.store.renew(report('w2'), []);
    await opened.store.renew(report('dead'), []);
    await opened.redis.zadd(opened.keys.workers(), 1, 'dead');
    await opened.store.forgetWorker('w2');
    expect(await opened.store.overview()).toEqual({
      counts: { pending: 1, running: 1, completed: 0, failed: 0, cancelled: 0 },
      entered: { pending: 2, running: 1, completed: 0, failed: 0, cancelled: 0 },
      workers: [report('w1')],
    });
  });
});
