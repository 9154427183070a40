import { expect } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import type { RunningProcess } from '../support/processes.js';
import type { TaskDto } from '../../src/gateway/task.dto.js';
import { provider, system, tasks, useStage } from './stage.js';
import { DEADLINE_MS } from './tasks.client.js';

/** A stage whose workers each test starts: their deaths are noticed soon. */
export const useWorkersOfTests = (): void => {
  const env = { V1_PROTOCOL: 'ws', LEASE_MS: '2000', RECONCILE_INTERVAL_MS: '200' };
  useStage({ workers: 0, env });
};
/** To be called after each test. */
export const endWorkers = (): Promise<void> => system.killWorkers();

export const submit = (content: string): Promise<string> => tasks.submit({ content });

export async function killed(worker: RunningProcess): Promise<void> {
  worker.kill('SIGKILL');
  expect(await worker.exit()).toBe('SIGKILL');
}

/** Ends a worker in good order: it leaves its runs to others. */
export async function stopped(worker: RunningProcess): Promise<void> {
  worker.kill('SIGTERM');
  expect(await worker.exit()).toBe(0);
}

/** Waits until some words are in a task's result so far. */
export const untilTaken = (id: string, words: string): Promise<TaskDto> =>
  tasks.until(id, words, ({ result }) => result?.includes(words) === true);

/** Waits until the model has said some words, whoever hears them. */
export const untilSaid = (prompt: string, words: string): Promise<unknown> =>
  eventually(
    `"${words}" of the model`,
    () => provider.callsOf(prompt)[0]?.said.includes(words),
    DEADLINE_MS,
  );

/**
 * Waits for a task's end: the model was asked as often as is to be, once where no tool is used, and all
 * that it said is the result.
 */
export async function expectWhole(id: string, prompt: string, times = 1): Promise<string> {
  const { result, attempt } = await tasks.status(id, 'completed');
  const calls = provider.callsOf(prompt);
  expect(calls.map(({ state }) => state)).toEqual(Array(times).fill('completed'));
  expect([result, attempt]).toEqual([calls.map(({ said }) => said).join(''), 1]);
  return result ?? '';
}
