import { expect, it } from '@jest/globals';
import { notKept } from './kept.oracle.js';
import type { SeenRun, TaskHistory } from './oracle.js';

const run = (state = 'completed', more: Partial<SeenRun> = {}): SeenRun => ({
  prompt: 'prompt',
  state,
  ...more,
});
const attempt = (number: number, outcome = 'completed') => ({ number, outcome, ended_at: 'then' });
const ended = (status = 'completed', number = 1): TaskHistory['end'] => ({
  status,
  error: null,
  attempt: number,
  max_attempts: 3,
  updated_at: 'then',
  finished_at: 'then',
});

type Given = Partial<TaskHistory> & { readonly runs?: readonly SeenRun[] };

/** Of a task that V1 ran once and that is completed, but for what is given. */
function lossesOf({ runs = [run()], ...given }: Given): string[] {
  const task: TaskHistory = {
    ...{ id: 'id', prompt: 'prompt', retry: 'safe', texts: null, grants: 1, copies: 1 },
    ...{ cancelled: false, deleted: false, earlier: [], end: ended(), later: ended() },
    attempts: [attempt(1)],
    ...given,
  };
  return notKept({ tasks: [task], runs });
}

it.each<[string, Given]>([
  ['is completed', {}],
  ['V1 went on with by itself', { runs: [run('aborted'), run('completed', { resumed: true })] }],
  ['V1 refused first', { attempts: [attempt(1, 'not_begun'), attempt(1)] }],
  ['was cancelled as it ran', { cancelled: true, end: ended('cancelled'), runs: [run('aborted')] }],
  ['was cancelled before', { cancelled: true, end: ended('cancelled', 0), attempts: [], runs: [] }],
  ['was cancelled too late', { cancelled: true }],
])('finds no loss in a task that %s', (_, given) => {
  expect(lossesOf(given)).toEqual([]);
});

it.each<[string, Given, string]>([
  ['failed', { end: ended('failed') }, 'is failed'],
  ['is cancelled by nobody', { end: ended('cancelled') }, 'is cancelled'],
  ['was started twice', { runs: [run('aborted'), run()] }, 'was started 2 times'],
  ['was never started', { runs: [] }, 'was started 0 times'],
  ['V1 began unasked', { runs: [run('completed', { resumed: true })] }, 'was started 0 times'],
  ['took two attempts', { end: ended('completed', 2) }, 'took 2 attempts, of which 1 are told'],
  [
    'is cancelled and runs in V1',
    { cancelled: true, end: ended('cancelled'), runs: [run('running')] },
    'is cancelled, and runs in V1',
  ],
])('finds the loss in a task that %s', (_, given, loss) => {
  expect(lossesOf(given)).toEqual([`id ${loss} (prompt)`]);
});
