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

it('fails each task of a script that fails', async () => {
  await opened.redis.set(opened.keys.live(), 'no stream');
  const outcomes = await Promise.allSettled(
    [draft(), draft()].map((each) => opened.store.create(each)),
  );
  expect(outcomes).toMatchObject([
    { reason: { message: expect.stringContaining('WRONGTYPE') } },
    { reason: { message: expect.stringContaining('WRONGTYPE') } },
  ]);
});
