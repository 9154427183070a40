import { describe, expect, it } from '@jest/globals';
import { clientFor, request, run } from '../../support/fake-v1.js';
import {
  asking,
  type Call,
  error,
  FINISH,
  linesOf,
  ROLE,
  whole,
} from '../../support/simulator-harness.js';
import { eventually } from '../../support/eventually.js';
import { closeSocketClients, socketClientFor } from '../../support/socket-client.js';
import { DEADLINE_MS, unique, type V1Target, Wire } from './target.js';

const UNAVAILABLE = {
  error: {
    message: 'Gateway is temporarily unavailable while suspending or restarting',
    type: 'service_unavailable',
    code: 'gateway_unavailable',
  },
};

/** How runs end that do not go well. The last of them ends the target. */
export function describeEnds(target: () => V1Target): void {
  const wire = new Wire(target);
  closeSocketClients();
  const ourClient = () => clientFor(target().url, { V1_TOKEN: target().token });
  const ofUser = (content: string) => ({
    messages: [{ role: 'user' as const, content }],
    timeoutMs: DEADLINE_MS,
  });

  describe('a client that goes', () => {
    it('ends its run before the first word', async () => {
      const prompt = unique('[hang]');
      const stream = await wire.open(prompt);
      await wire.until(prompt, 'running');
      stream.leave();
      await wire.until(prompt, 'aborted');
    });
  });

  describe('an error of the provider', () => {
    const words = '400 simulated provider error 400';

    it('comes inside the stream, without a finish', async () => {
      const { status, text } = await wire.call({ body: asking(unique('[error 400]')) });
      expect([status, linesOf(text)]).toEqual([200, [ROLE, error(words), '[DONE]']]);
    });

    it('is told as one of the request where the model is not found', async () => {
      const { text } = await wire.call({ body: asking(unique('[error 404]')) });
      const refused = error('404 simulated provider error 404');
      expect(linesOf(text)).toEqual([ROLE, refused, '[DONE]']);
    });

    it('is the status where the answer is not streamed', async () => {
      const { status, text } = await wire.call({ body: whole(unique('[error 400]')) });
      expect([status, JSON.parse(text)]).toEqual([400, error(words)]);
    });

    it('may be a 401, which is not the one of our token', async () => {
      const headers = { 'x-openclaw-agent-id': 'locked' };
      const { status, text } = await wire.call({ headers, body: whole(unique('[error 401]')) });
      const refused = error('401 simulated provider error 401', 'authentication_error');
      expect([status, JSON.parse(text)]).toEqual([401, refused]);
    });
  });

  it('told to end, it refuses what is new and lets end what runs', async () => {
    const [running, late] = [unique('[sleep 5s] [say the end]'), unique('[say x]')];
    const stream = await wire.open(running);
    await wire.until(running, 'running');
    const overSocket = unique('[sleep 5s] [say the end]');
    const socket = socketClientFor(target().url, { V1_TOKEN: target().token });
    const ofSocket = run(socket, request(ofUser(overSocket)));
    await wire.until(overSocket, 'running');
    target().drain();
    const refused = await eventually('a refusal', async () => {
      const answer = await wire.call({ body: asking(late) });
      return answer.status === 200 ? null : answer;
    });
    expect([refused.status, JSON.parse(refused.text)]).toEqual([503, UNAVAILABLE]);
    expect(refused.headers['retry-after']).toBe('1');
    const ready = await wire.call({ method: 'GET', path: '/readyz' });
    expect([ready.status, JSON.parse(ready.text)]).toEqual([
      503,
      expect.objectContaining({ ready: false, failing: ['gateway-draining'] }),
    ]);
    const statusOf = async (options: Call) => (await wire.call(options)).status;
    expect(await statusOf({ method: 'GET', path: '/healthz' })).toBe(200);
    expect(await statusOf({ method: 'GET' })).toBe(503);
    expect(await statusOf({ headers: { authorization: 'Bearer other' } })).toBe(503);
    expect(await statusOf({ headers: { forwarded: 'for=1.2.3.4' } })).toBe(403);
    expect(await statusOf({ method: 'GET', path: '/nope' })).toBe(404);
    const { error: failure } = await run(ourClient(), request(ofUser(late)));
    expect(failure).toMatchObject({ code: 'v1_unavailable', began: 'no', retryAfterMs: 1_000 });
    expect(await ourClient().probe()).toMatchObject({ state: 'down' });
    const { error: refusal } = await run(socket, request(ofUser(late)));
    expect(refusal).toMatchObject({ code: 'v1_unavailable', began: 'no', retryAfterMs: 1_000 });
    expect(await socket.probe()).toMatchObject({ state: 'down' });
    await eventually('the end of what runs', () => stream.ended, DEADLINE_MS);
    expect(linesOf(stream.text).slice(-2)).toEqual([FINISH, '[DONE]']);
    expect(await ofSocket).toMatchObject({ text: 'the end', error: null });
  });
}
