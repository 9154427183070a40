import { describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { unique } from './contract/target.js';
import { atProvider, openClaw, provider, tasks, useStage } from './stage.js';
import { DEADLINE_MS } from './tasks.client.js';

/** Each test starts OpenClaw again. */
const TEST_DEADLINE_MS = 300_000;

useStage();

/** How often we had a prompt run; what OpenClaw resumes by itself comes in words of its own. */
const runsOf = (prompts: string[]): number[] =>
  prompts.map((prompt) => provider.callsOf(prompt).length);

const prompts = (count: number, words: string): string[] =>
  Array.from({ length: count }, (_, i) => unique(`${words} [say number ${i}]`));
const answers = (count: number): string[] => Array.from({ length: count }, (_, i) => `number ${i}`);

const submitAll = (contents: string[]): Promise<string[]> =>
  Promise.all(contents.map((content) => tasks.submit({ content })));
const resultsOf = async (ids: string[]): Promise<unknown[]> => {
  const done = await Promise.all(ids.map((id) => tasks.status(id, 'completed')));
  return done.map(({ result }) => result);
};

async function untilWaiting(ids: string[]): Promise<void> {
  for (const id of ids) {
    const waits = await tasks.until(id, 'waiting', (task) => task.waiting_for === 'v1');
    expect(waits).toMatchObject({ status: 'pending', attempt: 0 });
  }
}

const draining = async (): Promise<boolean> =>
  (await fetch(`${openClaw.url}/readyz`)).status === 503;

describe('while OpenClaw is restarted', () => {
  const drained = async (): Promise<void> => {
    const begun = prompts(3, '[sleep 8s]');
    const late = prompts(5, 'late');
    const begunIds = await submitAll(begun);
    for (const prompt of begun) await atProvider(prompt, 'running');
    openClaw.drain();
    await eventually('V1 to drain', draining);
    const lateIds = await submitAll(late);
    await untilWaiting(lateIds);
    expect(await resultsOf(begunIds)).toEqual(answers(3));
    await openClaw.ended(DEADLINE_MS);
    expect(runsOf(late)).toEqual([0, 0, 0, 0, 0]);

    await openClaw.start();
    expect(await resultsOf(lateIds)).toEqual(answers(5));
    expect(runsOf([...begun, ...late])).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
  };
  it('(drained) what runs ends well, what waits goes on after it', drained, TEST_DEADLINE_MS);

  const crashed = async (): Promise<void> => {
    const [begun, late] = [unique('[sleep 60s] [say begun]'), unique('[say late]')];
    const id = await tasks.submit({ content: begun });
    await atProvider(begun, 'running');
    await openClaw.kill();
    const unknown = { error: { code: 'outcome_unknown' }, attempt: 1 };
    expect(await tasks.status(id, 'failed')).toMatchObject(unknown);
    const lateIds = await submitAll([late]);
    await untilWaiting(lateIds);

    await openClaw.start();
    expect(await resultsOf(lateIds)).toEqual(['late']);
    await eventually(
      'V1 to go on with it by itself',
      () => provider.calls.some(({ resumed, context }) => resumed && context.includes(begun)),
      DEADLINE_MS,
    );
    expect(runsOf([begun, late])).toEqual([1, 1]);
    expect(await tasks.task(id)).toMatchObject({ status: 'failed', ...unknown });
  };
  it('(crashed) what ran is not run again by us, though by itself', crashed, TEST_DEADLINE_MS);
});
