import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { AppConfig } from '../config/app.config.js';
import type { RunFailure } from '../tasks/run.js';
import type { RetryPolicy, Task, TaskStatus } from '../tasks/task.js';
import { next } from '../tasks/transitions.js';
import { aTask } from '../../test/support/a-task.js';
import * as fake from '../../test/support/fake-v1.js';
import {
  DONE,
  errorEvent,
  delta,
  FINISH,
  refusal,
  ROLE,
  stream,
  USAGE,
} from '../../test/support/fake-v1.js';

type Expected = Partial<RunFailure> & Pick<RunFailure, 'code' | 'began' | 'retryable'>;
interface Row {
  readonly name: string;
  readonly answer: fake.Answer;
  readonly failure: Expected;
  readonly words?: string;
  /** What becomes of the task with `retry: safe` and with `always`. */
  readonly becomes: readonly [safe: TaskStatus, always: TaskStatus];
}

const INVALID = 'invalid_request_error';
const PROVIDER = '400 fake provider error 400';
const UNAVAILABLE = 'Gateway is temporarily unavailable while suspending or restarting';
const UPSTREAM = 'upstream provider error';

const text =
  (status: number, body: string, headers: Record<string, string> = {}): fake.Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers });
    response.end(body);
  };
const cutAfter =
  (...lines: string[]): fake.Answer =>
  (response) => {
    fake.openStream(response).write(lines.join(''), () => response.destroy());
  };

const unavailable = (v1Status: number, retryAfterMs: number | null = null): Expected => ({
  code: 'v1_unavailable',
  began: 'no',
  retryable: true,
  v1Status,
  retryAfterMs,
});
const misconfigured = (v1Status: number): Expected => ({
  ...unavailable(v1Status),
  code: 'v1_misconfigured',
});
const refused = (v1Status: number): Expected => ({
  code: 'v1_refused',
  began: 'no',
  retryable: false,
  v1Status,
});
const unknown = (v1Status: number | null = null): Expected => ({
  code: 'outcome_unknown',
  began: 'maybe',
  retryable: true,
  v1Status,
});
const v1Error = (v1Status: number | null = null): Expected => ({
  ...unknown(v1Status),
  code: 'v1_error',
});

const AGAIN = ['pending', 'pending'] as const;
const ENDED = ['failed', 'failed'] as const;
const BY_POLICY = ['failed', 'pending'] as const;

const row = (
  name: string,
  answer: fake.Answer,
  failure: Expected,
  becomes: Row['becomes'],
  words?: string,
): Row => ({ name, answer, failure, becomes, words });

// prettier-ignore
const ROWS: readonly Row[] = [
  row('draining', refusal(503, UNAVAILABLE, 'service_unavailable', { 'retry-after': '1' }), unavailable(503, 1_000), AGAIN, UNAVAILABLE),
  row('503 without Retry-After', text(503, ''), unavailable(503), AGAIN, 'V1 answered with status 503.'),
  row('429', refusal(429, '429 fake provider error 429', 'rate_limit_error'), unavailable(429), AGAIN, '429 fake provider error 429'),
  row('429, Retry-After in the past', refusal(429, 'slow', 'rate_limit_error', { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }), unavailable(429, 0), AGAIN, 'slow'),
  row('wrong token', refusal(401, 'Unauthorized', 'unauthorized'), misconfigured(401), AGAIN, 'Unauthorized. Set V1_TOKEN'),
  row('401 in plain text', text(401, 'Unauthorized'), misconfigured(401), AGAIN, 'V1_TOKEN'),
  row('forwarding headers', refusal(403, 'Proxy client attribution is required.', 'proxy_attribution_required'), misconfigured(403), AGAIN, 'gateway.trustedProxies'),
  row('endpoint disabled', text(404, 'Not Found'), misconfigured(404), AGAIN, 'gateway.http.endpoints.chatCompletions.enabled'),
  row('unknown agent', refusal(400, "Unknown agent 'nope'.", INVALID), refused(400), ENDED, "Unknown agent 'nope'."),
  row('provider 400', refusal(400, PROVIDER, INVALID), refused(400), ENDED, PROVIDER),
  row('body too large', refusal(413, 'Payload too large', INVALID, { connection: 'close' }), refused(413), ENDED, 'Payload too large'),
  row('provider 401', refusal(401, '401 fake provider error 401', 'authentication_error'), refused(401), ENDED, '401 fake provider error 401'),
  row('provider timeout', refusal(408, 'upstream provider timeout', 'api_error'), unknown(408), BY_POLICY, 'upstream provider timeout'),
  row('internal error', refusal(500, 'internal error', 'api_error'), unknown(500), BY_POLICY, 'internal error'),
  row('provider 500', refusal(502, UPSTREAM, 'api_error'), unknown(502), BY_POLICY, UPSTREAM),
  row('504 without a body', text(504, ''), unknown(504), BY_POLICY, 'V1 answered with status 504.'),
  row('405', text(405, 'Method Not Allowed'), v1Error(405), BY_POLICY, 'Method Not Allowed'),
  row('403 of another kind', refusal(403, 'no', 'forbidden'), v1Error(403), BY_POLICY, 'no'),
  row('401 of another kind', refusal(401, 'no', 'other'), v1Error(401), BY_POLICY, 'no'),
  row('404 as JSON', refusal(404, 'gone', 'not_found'), v1Error(404), BY_POLICY, 'gone'),
  row('redirect', text(307, '', { location: '/elsewhere' }), v1Error(307), BY_POLICY, 'V1 answered with status 307.'),
  row('200 that is no stream', refusal(200, 'odd', 'odd'), unknown(200), BY_POLICY, 'application/json instead of an event stream'),
  row('error in the stream', stream(ROLE, errorEvent(PROVIDER, INVALID), DONE), v1Error(), BY_POLICY, PROVIDER),
  row('error after text', stream(ROLE, delta('a'), errorEvent(UPSTREAM, 'api_error'), DONE), v1Error(), BY_POLICY, UPSTREAM),
  row('error without words', stream(ROLE, 'data: {"error":{}}\n\n', DONE), v1Error(), BY_POLICY, 'without saying which'),
  row('[DONE] without a finish', stream(ROLE, delta('a'), DONE), unknown(), BY_POLICY, 'without finishing'),
  row('end without [DONE]', stream(ROLE, delta('a'), FINISH, USAGE), unknown(), BY_POLICY, 'ended too early'),
  row('nothing in the stream', stream(), unknown(), BY_POLICY, 'ended too early'),
  row('event that is no JSON', stream(ROLE, 'data: {"cho\n\n', FINISH, DONE), unknown(), BY_POLICY, 'cannot be read'),
  row('event that is no object', stream(ROLE, 'data: null\n\n', FINISH, DONE), unknown(), BY_POLICY, 'cannot be read'),
  row('cut in the stream', cutAfter(ROLE, delta('a')), unknown(), BY_POLICY, 'connection to V1 broke'),
  row('cut before the headers', (response) => response.destroy(), unknown(), BY_POLICY, 'connection to V1 broke'),
  row('result too large', stream(ROLE, delta('x'.repeat(101)), FINISH, DONE), { code: 'result_too_large', began: 'maybe', retryable: false, v1Status: null }, ENDED, '100 bytes'),
];

const settings = new AppConfig(() => undefined);

const runningTask = (retry: RetryPolicy): Task =>
  aTask({ status: 'running', attempt: 1, token: 'claim', startedAt: 0, retry });

function statusAfter(retry: RetryPolicy, failure: RunFailure): TaskStatus | undefined {
  const transition = next(
    runningTask(retry),
    {
      type: 'end',
      delivery: 1,
      token: 'claim',
      simulated: false,
      end: { type: 'failed', failure },
    },
    { now: 1_000, settings, random: 0.5 },
  );
  return transition.type === 'change' ? transition.patch.status : undefined;
}

describe('what each answer of V1 makes of a run and its task', () => {
  const v1 = new fake.FakeV1();
  beforeAll(() => v1.start());
  afterAll(() => v1.stop());

  it.each(ROWS)('$name', async ({ answer, failure, becomes, words }) => {
    v1.answer = answer;
    const { error } = await fake.run(fake.clientFor(v1.url, { MAX_RESULT_BYTES: '100' }));
    if (!error) throw new Error('the run did not fail');

    expect(error).toMatchObject({ retryAfterMs: null, ...failure });
    expect(error.message).toContain(words ?? '');
    expect([statusAfter('safe', error), statusAfter('always', error)]).toEqual(becomes);
  });

  it('asks for nothing again by itself', () => {
    expect(v1.requests).toHaveLength(ROWS.length);
    expect(v1.sockets).toHaveLength(ROWS.length);
  });
});
