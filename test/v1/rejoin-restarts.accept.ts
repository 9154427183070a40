import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import type { RunningProcess } from '../support/processes.js';
import { unique } from './contract/target.js';
import { atProvider, openClaw, provider, system, tasks } from './stage.js';
import {
  endWorkers,
  expectWhole,
  killed,
  submit,
  untilTaken,
  useWorkersOfTests,
} from './taken.up.js';
import { DEADLINE_MS } from './tasks.client.js';

/** Each test starts OpenClaw again. */
const TEST_DEADLINE_MS = 300_000;

useWorkersOfTests();
afterEach(endWorkers);

const draining = async (): Promise<boolean> =>
  (await fetch(`${openClaw.url}/readyz`)).status === 503;

/** What OpenClaw asked the model by itself after its crash, to go on with a prompt of ours. */
const resumedOf = (prompt: string) =>
  provider.calls.filter(({ resumed, context }) => resumed && context.includes(prompt));

describe('over its WebSocket, a run outlives an OpenClaw that is restarted', () => {
  const drained = async (): Promise<void> => {
    // It takes one run, so that the next is another worker's.
    await system.startWorker({ WORKER_CONCURRENCY: '1' });
    const [kept, left] = [unique('[tokens 16] [every 500ms]'), unique('[tokens 12] [every 500ms]')];
    const keptId = await submit(kept);
    await untilTaken(keptId, 'word1');
    const doomed = await system.startWorker();
    const leftId = await submit(left);
    await untilTaken(leftId, 'word1');
    openClaw.drain();
    await eventually('OpenClaw to drain', draining, DEADLINE_MS);
    await killed(doomed);
    await system.startWorker();
    await openClaw.ended(DEADLINE_MS);
    await openClaw.start();
    await expectWhole(keptId, kept);
    await expectWhole(leftId, left);
  };
  it('(drained) whether or not its worker lives', drained, TEST_DEADLINE_MS);

  const crashed = async (end: (worker: RunningProcess) => Promise<void>): Promise<void> => {
    const worker = await system.startWorker();
    const [silent, heard] = [unique('[sleep 60s] [say x]'), unique('[tokens 2] [hang]')];
    const ids = { [silent]: await submit(silent), [heard]: await submit(heard) };
    await atProvider(silent, 'running');
    await untilTaken(ids[heard] ?? '', 'word2');
    await Promise.all([end(worker), openClaw.kill()]);
    await openClaw.start();
    await system.startWorker();
    for (const [prompt, id] of Object.entries(ids)) {
      const { result, attempt } = await tasks.status(id, 'completed');
      // By us it was started once. That OpenClaw repeats what its own crash interrupted is its own.
      expect(provider.callsOf(prompt)).toHaveLength(1);
      expect(attempt).toBe(1);
      expect(resumedOf(prompt).map(({ said }) => said)).toContain(result);
    }
  };
  const nothing = (): Promise<void> => Promise.resolve();
  it('(crashed) taken up by its worker', () => crashed(nothing), TEST_DEADLINE_MS);
  it('(crashed) with its worker, taken up by another', () => crashed(killed), TEST_DEADLINE_MS);
});
