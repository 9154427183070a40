/**
 * Stores tasks as the product does it, by its own store and rules, and ends; as a process of its own.
 * They are finished ones: each was submitted, and cancelled before it ran.
 */
import type * as Configs from '../../../src/config/app.config.js';
import type * as KeyNames from '../../../src/redis/keys.js';
import type * as Connections from '../../../src/redis/redis.connections.js';
import type * as Stores from '../../../src/store/redis-task.store.js';
import type * as Drafts from '../../../src/tasks/task.draft.js';
import type * as Rules from '../../../src/tasks/transitions.js';
import { built } from '../build.ts';
import { text } from '../load.ts';
import { answerQuestions } from '../questions.ts';

const AT_ONCE = 500;
/** Nobody waits for these answers; Redis may write its file meanwhile, in ms. */
const PATIENCE_MS = 60_000;

const { AppConfig } = await built<typeof Configs>('config/app.config.js');
const { Keys } = await built<typeof KeyNames>('redis/keys.js');
const { RedisConnections } = await built<typeof Connections>('redis/redis.connections.js');
const { RedisTaskStore } = await built<typeof Stores>('store/redis-task.store.js');
const { draftOf } = await built<typeof Drafts>('tasks/task.draft.js');
const { next } = await built<typeof Rules>('tasks/transitions.js');

const settings = new AppConfig((name) => process.env[name]);
const connections = new RedisConnections(settings);
connections.commands.options.commandTimeout = PATIENCE_MS;
connections.commands.options.enableAutoPipelining = true;
await connections.untilReady();
const store = new RedisTaskStore(connections, new Keys(settings), settings);

const by = {
  client: 'local',
  idempotencyKey: null,
  traceparent: null,
  annotations: null,
  hasOwnSession: false,
};
const content = text(200);

/** @returns the id of the task */
async function storeOne(): Promise<string> {
  const draft = draftOf({ content }, by, settings);
  await store.create(draft);
  const snapshot = await store.read(draft.id);
  if (!snapshot) throw new Error('A task is not there');
  const { task, now } = snapshot;
  const change = next(task, { type: 'cancel' }, { now, settings, random: 0 });
  if (change.type !== 'change') throw new Error(`A task was not cancelled: ${change.type}`);
  await store.commit(task, change);
  return draft.id;
}

answerQuestions({
  /** Stores so many. @returns the id of the last one */
  seed: async (count: number): Promise<string> => {
    let left = count;
    let last = '';
    const go = async (): Promise<void> => {
      while (left-- > 0) last = await storeOne();
    };
    await Promise.all(Array.from({ length: AT_ONCE }, go));
    return last;
  },
});
process.send?.({ readyAt: 'seed' });
