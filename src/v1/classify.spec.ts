import { describe, expect, it } from '@jest/globals';

import { classifyBroken, classifyNoConnection } from './classify.js';
import { ResultText } from './result.text.js';
import { retryAfterMs } from './retry-after.js';

const networkError = (code: string, message = ''): Error =>
  Object.assign(new Error(message), { code });

describe('no connection', () => {
  it.each([
    ['ECONNREFUSED', '', 'http://127.0.0.1:18790', "OpenClaw's own default port is 18789"],
    [
      'ENOTFOUND',
      '',
      'http://nowhere.test',
      'The host of V1_URL, http://nowhere.test, was not found',
    ],
    ['CERT_HAS_EXPIRED', 'certificate has expired', 'https://v1.test', 'certificate has expired.'],
    ['EHOSTUNREACH', '', 'http://10.0.0.1', 'EHOSTUNREACH.'],
  ])('%s', (code, message, url, words) => {
    const failure = classifyNoConnection(networkError(code, message), url);
    expect(failure).toMatchObject({ code: 'v1_unavailable', began: 'no', retryable: true });
    expect(failure.message).toContain(words);
  });

  it('speaks of the default port only where ours was tried', () => {
    const { message } = classifyNoConnection(networkError('ECONNREFUSED'), 'http://127.0.0.1:1');
    expect(message).not.toContain('18789');
  });
});

it('takes anything for a broken connection', () => {
  expect(classifyBroken('odd')).toMatchObject({ code: 'outcome_unknown', began: 'maybe' });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-11-24T22:00:00Z');
  it.each([
    [null, null],
    ['0', 0],
    [' 12 ', 12_000],
    ['Tue, 24 Nov 2026 22:00:30 GMT', 30_000],
    ['Tue, 24 Nov 2026 21:00:00 GMT', 0],
    ['9'.repeat(400), 600_000],
    ['soon', null],
  ])('%s is %s ms', (value, expected) => {
    expect(retryAfterMs(value, now)).toBe(expected);
  });
});

describe('an emoji in two halves', () => {
  const [high = '', low = ''] = '🙂'.split('');

  it('is put together', () => {
    const text = new ResultText(100);
    expect([text.take(`a${high}`), text.take(`${low}b`), text.end()]).toEqual(['a', '🙂b', '']);
  });

  it('of which one never comes is replaced', () => {
    const text = new ResultText(100);
    expect([text.take(`a${high}`), text.end()]).toEqual(['a', '\uFFFD']);
  });
});
