import { describe, expect, it } from '@jest/globals';
import { nextStep, type Standing } from './next.step.js';
import { readEnding, ROWS, type Sight } from './sight.js';
import { readTranscript } from './transcript.js';

const KEY = 't1.1';
const STANDING: Standing = { runKey: KEY, ownSession: true, before: 'nothing', graceLeft: true };
const NOTHING: Sight = {
  transcript: readTranscript({ messages: [] }, KEY, ROWS.many),
  active: [],
  saying: '',
  task: null,
  liveTasks: new Map(),
  ending: null,
};

/** Rows of a session, as recorded. */
const asked = { role: 'user', content: 'hi', idempotencyKey: 't1.1:user' };
const assistant = (text: string, stopReason: string, runId: string, more: object = {}) => ({
  role: 'assistant',
  content: [{ type: 'text', text }],
  stopReason,
  usage: { input: 7, output: 5, cacheRead: 1, cacheWrite: 0, totalTokens: 13 },
  __openclaw: { runId },
  ...more,
});
const answered = assistant('the answer', 'stop', KEY);
const spoiled = assistant('', 'error', KEY, {
  content: [],
  errorMessage: 'The agent run failed before producing a reply.',
  idempotencyKey: 't1.1:terminal-error',
});
const refused = { ...spoiled, errorMessage: '400 simulated provider error 400' };
const resumed = {
  role: 'user',
  content: '[System] Your previous turn was interrupted by a gateway restart. Continue.',
  idempotencyKey: 'other:user',
};
const other = { role: 'user', content: 'else', idempotencyKey: 't2.1:user' };
const session = (...messages: object[]): Partial<Sight> => ({
  transcript: readTranscript({ messages }, KEY, ROWS.many),
});
const waited = (snapshot: object): Partial<Sight> => ({ ending: readEnding(snapshot) });

const OK = { status: 'ok', endedAt: 1, terminalReply: { text: 'the answer' } };
const start = { type: 'start' };
const again = { type: 'look-again', spendsGrace: true };
const busy = { type: 'look-again', spendsGrace: false };
const follow = (runId: string) => ({ type: 'follow', runId });
const take = (text: string) => ({ type: 'take', answer: expect.objectContaining({ text }) });
const fail = (code: string, words: string) => ({
  type: 'fail',
  failure: expect.objectContaining({
    code,
    began: 'maybe',
    message: expect.stringContaining(words),
  }),
});
const LOST = fail('outcome_unknown', 'did not go on with it');

describe('what is to be done about a run', () => {
  it.each<[string, Partial<Sight>[], Partial<Standing>, object]>([
    ['that V1 does not know', [], {}, start],
    ['that V1 does not know, after all grace', [], { graceLeft: false }, start],
    ['that has spoken, and V1 does not know', [], { before: 'heard' }, again],
    [
      'that has spoken, and V1 does not know for good',
      [],
      { before: 'heard', graceLeft: false },
      LOST,
    ],
    [
      'that may be too far back in its session',
      [session(...Array.from({ length: ROWS.many }, () => other))],
      { before: 'begun', graceLeft: false },
      LOST,
    ],
    [
      'that is new in a long session',
      [session(...Array.from({ length: ROWS.many }, () => other))],
      {},
      start,
    ],
    ['that was begun, and V1 does not know', [], { before: 'begun' }, start],
    ['that was only just accepted', [{ task: 'live' }], {}, follow(KEY)],
    ['that waits for its session', [{ task: 'live', active: ['t0.1', KEY] }], {}, follow(KEY)],
    ['that runs', [session(asked), { task: 'live', active: [KEY] }], {}, follow(KEY)],
    [
      'that has ended, and is still told as active',
      [session(asked, answered), waited(OK), { active: [KEY] }],
      {},
      take('the answer'),
    ],
    [
      'that has ended',
      [session(asked, answered), waited(OK), { task: 'over' }],
      {},
      take('the answer'),
    ],
    ['whose answer is all that is left', [session(asked, answered)], {}, take('the answer')],
    [
      'whose key was sent again too late',
      [session(asked, answered, spoiled), waited({ status: 'error', error: 'failed' })],
      {},
      take('the answer'),
    ],
    [
      'that V1 resumed and answered',
      [session(asked, resumed, assistant('anew', 'stop', 'other')), { task: 'over' }],
      {},
      take('anew'),
    ],
    [
      'that V1 resumes',
      [session(asked, resumed), { active: ['other'], task: 'over' }],
      {},
      follow('other'),
    ],
    [
      'interrupted in a session where another runs',
      [session(asked), { active: ['other'], task: 'over' }],
      { ownSession: false },
      busy,
    ],
    ['where V1 runs it does not say what', [session(asked), { active: null }], {}, busy],
    ['interrupted, which V1 may yet resume', [session(asked), { task: 'over' }], {}, again],
    ['interrupted for good', [session(asked), { task: 'over' }], { graceLeft: false }, LOST],
    ['that ended before it began', [{ task: 'over' }], {}, again],
    ['that ended before it began, for good', [{ task: 'over' }], { graceLeft: false }, LOST],
    ['whose session is behind', [session(asked), waited(OK)], {}, again],
    [
      'whose session stays behind',
      [session(asked), waited(OK)],
      { graceLeft: false },
      take('the answer'),
    ],
    [
      'whose session stays behind, and whose reply is cut',
      [session(asked), waited({ ...OK, terminalReply: { text: 'x'.repeat(4_096) } })],
      { graceLeft: false },
      fail('outcome_unknown', 'its answer was not found'),
    ],
    [
      'that was cancelled',
      [session(asked), waited({ status: 'error', stopReason: 'rpc' }), { task: 'over' }],
      {},
      fail('v1_error', 'cancelled at V1'),
    ],
    [
      'that its provider refused',
      [session(asked, refused), waited({ status: 'error', error: 'LLM request failed.' })],
      {},
      fail('v1_error', '400 simulated provider error 400'),
    ],
    [
      'that its provider refused, long ago',
      [session(asked, refused)],
      {},
      fail('v1_error', '400 simulated provider error 400'),
    ],
    [
      'that V1’s own limit ended',
      [session(asked), waited({ status: 'timeout', endedAt: 1, error: 'Request timed out' })],
      {},
      fail('v1_error', 'Request timed out'),
    ],
    [
      'that said nothing',
      [session(asked, assistant('', 'stop', KEY)), waited({ status: 'error', error: 'no reply' })],
      {},
      fail('v1_error', 'no reply'),
    ],
    ['that a bare timeout tells nothing of', [waited({ status: 'timeout' })], {}, start],
  ])('%s', (_, sights, standing, expected) => {
    const seen = sights.reduce<Sight>((all, one) => ({ ...all, ...one }), NOTHING);
    expect(nextStep(seen, { ...STANDING, ...standing })).toEqual(expected);
  });
});

describe('a session', () => {
  it('that several share has the answer of each', () => {
    const messages = [asked, answered, other, assistant('of the other', 'stop', 't2.1')];
    expect(readTranscript({ messages }, KEY, ROWS.many).answer?.text).toBe('the answer');
    expect(readTranscript({ messages }, 't2.1', ROWS.many).answer?.text).toBe('of the other');
  });

  it('has an answer in several messages where tools were used, and counts them all', () => {
    const messages = [asked, assistant('I look. ', 'toolUse', KEY), answered];
    expect(readTranscript({ messages }, KEY, ROWS.many).answer).toEqual({
      runId: KEY,
      text: 'I look. the answer',
      usage: { prompt_tokens: 16, completion_tokens: 10, total_tokens: 26 },
      finishReason: 'stop',
    });
  });

  it('may be too long to have the message of a run that it has the answer of', () => {
    const messages = [assistant('I look. ', 'toolUse', KEY), assistant('cut', 'length', KEY)];
    expect(readTranscript({ messages }, KEY, ROWS.many)).toMatchObject({
      asked: true,
      answer: { text: 'I look. cut', finishReason: 'length' },
    });
  });

  it.each([null, {}, { messages: 'none' }, { messages: [null, 7, {}] }])(
    'that cannot be read (%j) has nothing',
    (payload) => {
      expect(readTranscript(payload, KEY, ROWS.many)).toMatchObject({ asked: false, answer: null });
    },
  );
});
