import { expect, it } from '@jest/globals';
import { judge, type Rule, type SeenTask, type TaskHistory } from './oracle.js';

const ended = (more: Partial<SeenTask> = {}): SeenTask => ({
  status: 'completed',
  result: 'two words',
  error: null,
  attempt: 1,
  max_attempts: 3,
  updated_at: '2030-01-01T00:00:00.000Z',
  finished_at: '2030-01-01T00:00:00.000Z',
  ...more,
});
const failed = (code: string, more: Partial<SeenTask> = {}): SeenTask =>
  ended({ status: 'failed', result: 'two', error: { code, message: code }, ...more });
const attempt = (number: number, outcome = 'completed') => ({ number, outcome, ended_at: 'then' });
const run = (state = 'completed') => ({ prompt: 'prompt', state });

type Given = Partial<TaskHistory> & { readonly runs?: readonly string[] };

/** A task that V1 ran once and that is completed, but for what is given. */
function rulesBrokenBy({ runs = ['completed'], ...given }: Given): Rule[] {
  const end = given.end === undefined ? ended() : given.end;
  const task: TaskHistory = {
    id: 'id',
    prompt: 'prompt',
    retry: 'safe',
    texts: ['two words'],
    grants: 1,
    cancelled: false,
    deleted: false,
    copies: 1,
    earlier: [],
    end,
    later: end,
    attempts: [attempt(1)],
    ...given,
  };
  return judge({ tasks: [task], runs: runs.map(run) }).map(({ rule }) => rule);
}

const once = { attempts: [attempt(1, 'failed')] };

it.each<[string, Given]>([
  ['a completed task', {}],
  ['one that was seen on the way', { earlier: [{ ...ended(), status: 'running' }, ended()] }],
  ['one whose worker died', { ...once, end: failed('outcome_unknown'), runs: ['aborted'] }],
  ['one whose worker died before the call', { ...once, end: failed('outcome_unknown'), runs: [] }],
  [
    'one that always runs and was run twice',
    {
      retry: 'always',
      runs: ['completed', 'completed'],
      end: ended({ attempt: 2 }),
      attempts: [attempt(1, 'failed'), attempt(2)],
    },
  ],
  [
    'one that always runs and ran as often as it may',
    {
      retry: 'always',
      runs: ['failed', 'aborted', 'failed'],
      end: failed('v1_error', { attempt: 3 }),
      attempts: [1, 2, 3].map((number) => attempt(number, 'failed')),
    },
  ],
  ['one that V1 refused and then ran', { attempts: [attempt(1, 'not_begun'), attempt(1)] }],
  [
    'one that was cancelled',
    {
      cancelled: true,
      runs: ['aborted'],
      end: ended({ status: 'cancelled', result: 'two' }),
      attempts: [attempt(1, 'cancelled')],
    },
  ],
  [
    'one that expired',
    { end: failed('expired', { attempt: 0 }), runs: [], attempts: [attempt(1, 'not_begun')] },
  ],
  ['one that was deleted', { deleted: true, end: null, attempts: [] }],
  [
    'one that was retried by hand',
    {
      grants: 2,
      runs: ['aborted', 'completed'],
      end: ended({ attempt: 2, max_attempts: 4 }),
      attempts: [attempt(1, 'failed'), attempt(2)],
    },
  ],
])('finds nothing wrong with %s', (_, given) => {
  expect(rulesBrokenBy(given)).toEqual([]);
});

it.each<[string, Given, Rule[]]>([
  ['is gone', { end: null }, ['lost']],
  ['is there after it was deleted', { deleted: true }, ['undeleted']],
  [
    'was deleted and ran twice',
    { deleted: true, end: null, attempts: [], runs: ['completed', 'completed'] },
    ['doubled'],
  ],
  ['still runs', { end: ended({ status: 'running', finished_at: null }) }, ['unfinished']],
  ['waits for ever', { end: ended({ status: 'pending' }), runs: [], attempts: [] }, ['unfinished']],
  ['is there twice', { copies: 2 }, ['copied']],
  ['changed after its end', { later: ended({ result: 'two words more' }) }, ['changed']],
  ['went after its end', { later: null }, ['changed']],
  ['failed and is completed', { earlier: [failed('outcome_unknown')] }, ['changed']],
  [
    'was written to after its end',
    { ...once, earlier: [failed('v1_error', { result: 'tw' })], end: failed('v1_error') },
    ['changed'],
  ],
  [
    'changed between two looks on the way',
    { earlier: [ended({ updated_at: '2029-12-31T00:00:00.000Z' })] },
    ['changed'],
  ],
  [
    'ran twice under safe',
    {
      runs: ['aborted', 'completed'],
      end: ended({ attempt: 2 }),
      attempts: [attempt(1, 'failed'), attempt(2)],
    },
    ['doubled'],
  ],
  ['ran twice in one attempt', { runs: ['completed', 'completed'] }, ['doubled', 'untold run']],
  [
    'ran though it was never begun',
    {
      end: failed('expired', { attempt: 0 }),
      attempts: [attempt(1, 'not_begun')],
      runs: ['aborted'],
    },
    ['untold run'],
  ],
  [
    'ran more often than it may',
    {
      retry: 'always',
      runs: ['failed', 'failed', 'failed', 'completed'],
      end: ended({ attempt: 4 }),
      attempts: [...[1, 2, 3].map((number) => attempt(number, 'failed')), attempt(4)],
    },
    ['too many runs'],
  ],
  [
    'was given up',
    { ...once, retry: 'always', end: failed('outcome_unknown'), runs: ['aborted'] },
    ['given up'],
  ],
  ['says more than V1 said', { end: ended({ result: 'two words words' }) }, ['wrong result']],
  [
    'says what a run said that broke',
    {
      retry: 'always',
      texts: ['two words', 'more'],
      runs: ['aborted', 'completed'],
      end: ended({ attempt: 2 }),
      attempts: [attempt(1, 'failed'), attempt(2)],
    },
    ['wrong result'],
  ],
  ['is completed without a run', { runs: [], texts: null }, ['wrong result']],
  ['is completed by a run that broke', { runs: ['aborted'], texts: null }, ['wrong result']],
  [
    'is cancelled by nobody',
    { end: ended({ status: 'cancelled' }), attempts: [attempt(1, 'cancelled')] },
    ['cancelled unasked'],
  ],
  ['failed without a reason', { ...once, end: ended({ status: 'failed' }) }, ['wrong error']],
  ['ended at no time', { end: ended({ finished_at: null }) }, ['wrong error']],
  ['has an attempt too many', { attempts: [attempt(1, 'failed'), attempt(2)] }, ['wrong attempts']],
  [
    'has an attempt without an end',
    { attempts: [{ ...attempt(1), ended_at: null }] },
    ['wrong attempts'],
  ],
  [
    'failed with an attempt that completed',
    { end: failed('outcome_unknown'), attempts: [attempt(1)] },
    ['wrong attempts'],
  ],
])('finds a task that %s', (_, given, rules) => {
  expect(rulesBrokenBy(given)).toEqual(rules);
});
