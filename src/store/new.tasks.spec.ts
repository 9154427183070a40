import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { aDraft } from '../../test/support/a-task.js';
import { openStore, type OpenStore } from '../../test/support/test-redis.js';
import type { TaskDraft } from '../tasks/task.store.js';

let opened: OpenStore;

beforeEach(async () => {
  opened = await openStore({ MAX_QUEUE_DEPTH: '21' });
});
afterEach(() => opened.close());

const draft = (overrides: Partial<TaskDraft> = {}) => aDraft({ id: uuidv7(), ...overrides });

async function scriptsCalled(): Promise<number> {
  const stats = await opened.redis.info('commandstats');
  return Number(/cmdstat_evalsha:calls=(\d+)/.exec(stats)?.[1] ?? 0);
}

it('answers each task of one turn of the event loop for itself, with few round trips', async () => {
  const known = draft({ idempotencyKey: 'k' });
  await opened.store.create(known);
  const many = Array.from({ length: 20 }, (_, i) => draft({ content: `${i}`, runInMs: i || null }));
  const twin = draft({ idempotencyKey: 'twin' });
  const others = [
    draft({ idempotencyKey: 'k' }),
    draft({ runInMs: NaN }),
    twin,
    draft({ idempotencyKey: 'twin' }),
    draft({ idempotencyKey: 'twin', requestHash: 'other' }),
    draft({}),
  ];
  const before = await scriptsCalled();
  const drafts = [...many.slice(0, 10), ...others, ...many.slice(10)];
  const answers = await Promise.allSettled(drafts.map((each) => opened.store.create(each)));
  expect((await scriptsCalled()) - before).toBeLessThan(4);
  const created = { status: 'fulfilled', value: { type: 'created' } };
  const full = { status: 'fulfilled', value: { type: 'full' } };
  expect(answers).toMatchObject([
    ...Array.from({ length: 10 }, () => created),
    { value: { type: 'replayed', id: known.id } },
    { reason: { message: expect.stringContaining('no numbers') } },
    created,
    { value: { type: 'replayed', id: twin.id } },
    { value: { type: 'reused', id: twin.id } },
    created,
    ...Array.from({ length: 8 }, () => created),
    full,
    full,
  ]);
  const { redis, keys } = opened;
  const indexes = [keys.all(), keys.ofStatus('pending'), keys.due('owed')];
  expect(await Promise.all(indexes.map((index) => redis.zcard(index)))).toEqual([21, 21, 21]);
  expect(await redis.hget(keys.entered(), 'pending')).toBe('21');
  const fifth = (await opened.store.read(many[5]?.id ?? ''))?.task;
  expect(fifth).toMatchObject({ content: '5', runAt: (fifth?.createdAt ?? 0) + 5 });
});

const WRONG_TYPE = { reason: { message: expect.stringContaining('WRONGTYPE') } };

it('stores none where one cannot be judged', async () => {
  const { redis, keys, store } = opened;
  const [first, second] = [draft({ idempotencyKey: 'a' }), draft({ idempotencyKey: 'b' })];
  await redis.hset(keys.idempotency(second.client, 'b'), 'no', 'text');
  const outcomes = await Promise.allSettled([store.create(first), store.create(second)]);
  expect(outcomes).toMatchObject([WRONG_TYPE, WRONG_TYPE]);
  const left = [keys.task(first.id), keys.idempotency(first.client, 'a'), keys.all()];
  expect(await redis.exists(...left, keys.due('owed'))).toBe(0);
  await redis.del(keys.idempotency(second.client, 'b'));
  expect(await store.create(first)).toEqual({ type: 'created' });
});

it('owes all of them where writing fails', async () => {
  const { redis, keys, store } = opened;
  await redis.set(keys.live(), 'no stream');
  const drafts = [draft(), draft()];
  const outcomes = await Promise.allSettled(drafts.map((each) => store.create(each)));
  expect(outcomes).toMatchObject([WRONG_TYPE, WRONG_TYPE]);
  expect(await redis.zrange(keys.due('owed'), '0', '-1')).toEqual(drafts.map(({ id }) => id));
});

it('stores a task that comes twice in one turn once', async () => {
  const twice = draft({ idempotencyKey: 'k' });
  const created = { type: 'created' };
  const both = [opened.store.create(twice), opened.store.create(twice)];
  expect(await Promise.all(both)).toEqual([created, created]);
  expect(await opened.redis.zcard(opened.keys.all())).toBe(1);
});

it('does not wait for the end of another turn', async () => {
  const created = opened.store.create(draft());
  await new Promise(setImmediate);
  expect(opened.redis.stream.writableCorked).toBe(0);
  await created;
});
