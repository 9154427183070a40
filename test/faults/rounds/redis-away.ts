import { eventually } from '../../support/eventually.js';
import { BrokenPromise } from '../system/round.js';
import type { FaultSystem } from '../system/system.js';

/** How long answers are held for output to be written meanwhile; less than commands may take. */
const HOLD_MS = 500;

/**
 * Waits until a submit is refused as not acknowledged.
 * @throws BrokenPromise where anything is answered as if we had erred
 */
export async function untilUnavailable({ client }: FaultSystem): Promise<void> {
  const wrong: string[] = [];
  await eventually('a submit that is refused', async () => {
    for (const [method, path] of OTHER_CALLS) {
      const { status } = await client.call(method, path);
      if (status >= 500 && status !== 503) wrong.push(`${method} ${path}: ${status}`);
    }
    const { status, headers } = await client.call('POST', '/tasks', { content: 'in vain [empty]' });
    if (status === 202) return false;
    const isRight = status === 503 && headers['retry-after'] !== undefined;
    if (!isRight) wrong.push(`POST /tasks: ${status}`);
    return true;
  });
  if (wrong.length > 0) throw new BrokenPromise(`While Redis was away: ${wrong.join(', ')}`);
}

const NO_TASK = '/tasks/01900000-0000-7000-8000-000000000001';
const OTHER_CALLS = [
  ['GET', '/'],
  ['GET', '/tasks?limit=1'],
  ['GET', NO_TASK],
  ['POST', `${NO_TASK}/cancel`],
  ['POST', `${NO_TASK}/retry`],
  ['DELETE', NO_TASK],
  ['GET', '/health/ready'],
] as const;

/** Waits until V1 has ended runs whose ends cannot be written. */
export async function untilV1IsDoneWithSome({ v1 }: FaultSystem): Promise<void> {
  const done = () => v1.runs.filter(({ state }) => state === 'completed').length;
  const before = done();
  await eventually('ends of runs', () => done() > before + 10 || v1.quiet);
}

/** Waits until a few more tasks are completed. */
export async function untilFewerRun(system: FaultSystem): Promise<void> {
  const { completed } = await system.counts();
  const fewer = async (): Promise<boolean> => {
    const now = await system.counts();
    return now.completed > completed + 40 || now.pending + now.running === 0;
  };
  await eventually('ends of tasks', fewer, 60_000);
}

/** Lets Redis execute what it is asked for, and cuts the connections before it has answered. */
export async function loseAnswers({ redis, proxy, key, idsOf }: FaultSystem): Promise<void> {
  const written = async (): Promise<number> => {
    const ids = await idsOf('running');
    const lengths = await Promise.all(ids.map((id) => redis.admin.strlen(key(`output:${id}`))));
    return lengths.reduce((sum, length) => sum + length, 0);
  };
  const grows = async (ms: number): Promise<boolean> => {
    const before = await written();
    return eventually('more output', async () => (await written()) > before, ms).catch(() => false);
  };
  await eventually('output that is written and not answered', async () => {
    proxy.letGo();
    // A worker that is about to connect would write nothing while its answers are held.
    if (!(await grows(HOLD_MS))) return false;
    proxy.holdAnswers();
    return grows(HOLD_MS);
  });
  proxy.cut(1, () => 0);
  proxy.letGo();
  await eventually('connections', () => proxy.connections > 0);
}

/** Waits for a time that is itself the fault. */
export const over = (ms: number): Promise<unknown> =>
  eventually('the end of the time', elapsed(ms), 2 * ms);

function elapsed(ms: number): () => boolean {
  const since = performance.now();
  return () => performance.now() - since >= ms;
}
