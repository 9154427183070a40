import { beforeEach, describe, expect, it } from '@jest/globals';
import { notBegun } from '../v1/failures.js';
import { V1Error } from '../v1/v1.error.js';
import { untilApproved } from './approval.js';

const asks = (requestId?: string) =>
  new V1Error(notBegun('v1_misconfigured', 'device pairing required'), {
    details: { code: 'PAIRING_REQUIRED', reason: 'not-paired', requestId },
  });
const away = new V1Error(notBegun('v1_unavailable', 'Nothing listens'));
const wrongToken = new V1Error(notBegun('v1_misconfigured', 'token mismatch'));

let said: string[];
beforeEach(() => {
  said = [];
});

/** Waits while V1 answers so, one try after the other; the last answer stays. */
function waiting(answers: readonly (V1Error | null)[], waitMs = 10_000): Promise<boolean> {
  const left = [...answers];
  const connect = (): Promise<void> => {
    const answer = left.length > 1 ? left.shift() : left[0];
    return answer ? Promise.reject(answer) : Promise.resolve();
  };
  return untilApproved(connect, { waitMs, everyMs: 1 }, (line) => said.push(line));
}
const commands = () => said.filter((line) => line.startsWith('  openclaw'));

describe('untilApproved', () => {
  it('says nothing where there is nothing to approve', async () => {
    expect(await waiting([null])).toBe(false);
    expect(said).toEqual([]);
  });

  it('tells once how to approve a request', async () => {
    expect(await waiting([asks('r-1'), asks('r-1'), null])).toBe(true);
    expect(commands()).toEqual(['  openclaw devices approve r-1']);
    expect(said.join('\n')).toContain('device is not approved yet');
  });

  it('tells it again where V1 made another request of it', async () => {
    await waiting([asks('r-1'), asks('r-2'), null]);
    expect(commands()).toEqual([
      '  openclaw devices approve r-1',
      '  openclaw devices approve r-2',
    ]);
  });

  it.each([undefined, 'r; rm -rf /'])('repeats no request id such as %s', async (id) => {
    await waiting([asks(id), null]);
    expect(commands()).toEqual(['  openclaw devices list']);
  });

  it('waits for a V1 that goes away meanwhile', async () => {
    expect(await waiting([asks('r-1'), away, away, null])).toBe(true);
  });

  it.each([
    ['is not there', [away], 'unreachable'],
    ['refuses', [wrongToken], 'refused'],
    ['refuses meanwhile', [asks('r-1'), wrongToken], 'refused'],
  ])('ends where V1 %s', async (_, answers, code) => {
    await expect(waiting(answers)).rejects.toMatchObject({ code });
  });

  it('ends when its time is over', async () => {
    await expect(waiting([asks('r-1')], 20)).rejects.toMatchObject({ code: 'not_approved' });
    expect(commands()).toHaveLength(1);
  });

  it('passes on what is no failure to connect', async () => {
    const connect = () => Promise.reject(new TypeError('x'));
    const waited = untilApproved(connect, { waitMs: 0, everyMs: 1 }, () => undefined);
    await expect(waited).rejects.toBeInstanceOf(TypeError);
  });
});
