import { type TaskHistory } from '../oracle.js';
import { type FaultClient, inParallel, type TaskReading } from '../system/client.js';
import { type PlannedTask, planLoad, words } from '../system/load.js';
import { randomOf } from '../system/random.js';
import { BrokenPromise, conclude } from '../system/round.js';
import { settle } from '../system/settle.js';
import { type FaultSystem, LONG_LEASES } from '../system/system.js';
import { withSystem } from '../system/with-system.js';

const ROUNDS = 1_000;
const AT_ONCE = 24;
const ENDED_S = 30;
/** Redis may be slow for a moment where all cores are busy; it is not away here. */
const MOST_UNANSWERED = 10;
const SHORT = [{ share: 100, words: '[tokens 3] [every 5ms]', texts: [words(3)] }];

/** What clients did to one task, and what they were answered. */
interface Conflict {
  readonly id: string;
  /** How often a retry was answered 202. */
  readonly retried: number;
  readonly cancelled: boolean;
  readonly deleted: boolean;
}

type Fight = (system: FaultSystem, id: string, random: () => number) => Promise<Conflict>;

interface FightOptions {
  readonly fault: string;
  readonly fight: Fight;
  /** Of every task. */
  readonly more?: object;
}

/** Plays a thousand rounds of a conflict over a task each, a few at a time, and judges them all. */
const playAll = ({ fault, fight, more }: FightOptions, dist?: string) =>
  withSystem({ dist, workers: 1, env: LONG_LEASES }, async (system) => {
    const random = randomOf(fault);
    const plan = planLoad(fault, ROUNDS, SHORT);
    const fought = await inParallel(plan, AT_ONCE, async (task): Promise<Fought> => {
      const { content, retry, name } = task;
      const id = await system.client.submit({ content, retry, ...more }, name);
      const conflict = await fight(system, id, random);
      return { ...task, ...conflict, end: await untilEnded(system, id) };
    });
    await settle(system);
    const tasks = await inParallel(fought, AT_ONCE, (task) => historyOf(system, task));
    await expectNothingLeftOf(
      system,
      tasks.filter(({ deleted }) => deleted).map(({ id }) => id),
    );
    conclude({ fault, system }, { tasks, runs: system.v1.runs });
  });

type Fought = PlannedTask & Conflict & { readonly end: TaskReading | null };

async function historyOf({ client }: FaultSystem, task: Fought): Promise<TaskHistory> {
  const { id, content: prompt, retry, texts, retried, cancelled, deleted, end } = task;
  return {
    ...{ id, prompt, retry, texts, cancelled, deleted, end },
    grants: 1 + retried,
    copies: 1,
    earlier: [],
    later: await client.read(id),
    attempts: await client.attempts(id),
  };
}

/** A task is cancelled just when it completes. */
export const cancelAgainstCompletion = (dist?: string) =>
  playAll(
    {
      fault: 'cancel against completion',
      fight: async ({ client }, id, random) => {
        for (let looks = Math.floor(random() * 8); looks > 0; looks--) await client.read(id);
        const { status } = await decided(client, 'POST', `/tasks/${id}/cancel`);
        const ended = await untilEnded({ client }, id);
        const expected: Record<number, string[]> = {
          200: ['cancelled'],
          202: ['cancelled', 'completed'],
          409: ['completed', 'failed'],
        };
        if (!expected[status]?.includes(ended?.status ?? '')) {
          throw new BrokenPromise(
            `Cancel was answered ${status}, and the task is ${ended?.status}`,
          );
        }
        return { id, retried: 0, cancelled: status !== 409, deleted: false };
      },
    },
    dist,
  );

/** A cancelled task is retried and cancelled at the same time, again and again. */
export const retryAgainstCancel = (dist?: string) =>
  playAll(
    {
      fault: 'retry against cancel',
      more: { delay_ms: 3_600_000 },
      fight: async ({ client }, id) => {
        await decided(client, 'POST', `/tasks/${id}/cancel`);
        const answers = await Promise.all(
          ['retry', 'cancel', 'retry', 'cancel'].map(async (what) => ({
            what,
            ...(await decided(client, 'POST', `/tasks/${id}/${what}`)),
          })),
        );
        const retried = answers
          .filter(({ what }) => what === 'retry')
          .map(({ status, unanswered }) => unanswered + (status === 202 ? 1 : 0));
        return { id, retried: sum(retried), cancelled: true, deleted: false };
      },
    },
    dist,
  );

/** A task is read, cancelled, retried and deleted by many at once, at whatever it is doing. */
export const deleteAgainstAll = (dist?: string) =>
  playAll(
    {
      fault: 'delete against everything',
      fight: async ({ client }, id, random) => {
        for (let looks = Math.floor(random() * 6); looks > 0; looks--) await client.read(id);
        const ask = async (method: 'GET' | 'POST' | 'DELETE', path = '') => ({
          path,
          ...(await decided(client, method, `/tasks/${id}${path}`)),
        });
        const answers = await Promise.all([
          ask('DELETE'),
          ask('POST', '/cancel'),
          ask('POST', '/retry'),
          ask('GET', '?wait=1'),
          ask('GET', '/attempts'),
          ask('DELETE'),
        ]);
        /** How often it was done, or may have been. */
        const of = (path: string, ...statuses: number[]) =>
          sum(
            answers
              .filter((one) => one.path === path)
              .map(({ status, unanswered }) => unanswered + (statuses.includes(status) ? 1 : 0)),
          );
        return {
          id,
          retried: of('/retry', 202),
          cancelled: of('/cancel', 200, 202) > 0,
          deleted:
            answers.some(({ path, status }) => path === '' && status === 204) ||
            (of('', 204) > 0 && (await client.read(id)) === null),
        };
      },
    },
    dist,
  );

async function untilEnded(
  { client }: Pick<FaultSystem, 'client'>,
  id: string,
): Promise<TaskReading | null> {
  for (let asked = 0; ; asked++) {
    const { status, body } = await client.call<TaskReading>('GET', `/tasks/${id}?wait=${ENDED_S}`);
    if (status === 404) return null;
    if (status === 200) return body;
    if (status !== 503 || asked >= MOST_UNANSWERED) {
      throw new BrokenPromise(`Waiting for task ${id} was answered ${status}`);
    }
  }
}

/**
 * Asks until it is answered by more than that the store is too slow just now, after which the call may
 * have been done or not.
 * @returns the answer, and how often there was none
 * @throws BrokenPromise where it is any other error of ours
 */
async function decided(
  client: FaultClient,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
): Promise<{ status: number; unanswered: number }> {
  for (let unanswered = 0; ; unanswered++) {
    const { status } = await client.call(method, path);
    if (status < 500) return { status, unanswered };
    if (status !== 503 || unanswered >= MOST_UNANSWERED) {
      throw new BrokenPromise(`${method} ${path} was answered ${status}`);
    }
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** @throws BrokenPromise where anything is kept of tasks that are deleted */
async function expectNothingLeftOf(
  { redis, key }: FaultSystem,
  ids: readonly string[],
): Promise<void> {
  const sets = ['tasks', 'owed', 'leases', 'expiry'].concat(
    ['pending', 'running', 'completed', 'failed', 'cancelled'].map((status) => `tasks:${status}`),
  );
  for (const id of ids) {
    const names = ['task', 'output', 'attempts'].map((name) => key(`${name}:${id}`));
    const scores = await Promise.all(sets.map((set) => redis.admin.zscore(key(set), id)));
    const kept = await redis.admin.exists(...names);
    if (kept > 0 || scores.some((score) => score !== null)) {
      throw new BrokenPromise(`Something is left of task ${id}, which was deleted`);
    }
  }
}
