import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { emit, QueueHarness } from './support/queue-harness.js';

const VICTIM = fileURLToPath(new URL('support/queue-victim.mjs', import.meta.url));
const lockMs = 500;

let queue: QueueHarness;

beforeEach(() => {
  queue = new QueueHarness();
});

afterEach(() => queue.close());

// The victim runs the built server: needs `npm run build`.
it('redelivers the message of a process that was killed with kill -9', async () => {
  const victim = fork(VICTIM, [queue.url.href, queue.prefix, String(lockMs)]);
  queue.atEnd(() => Promise.resolve(victim.kill('SIGKILL')));
  await emit(queue.client(), 'precious');
  const held: unknown[] = await once(victim, 'message', { signal: AbortSignal.timeout(10_000) });
  expect(held[0]).toBe('precious');

  victim.kill('SIGKILL');
  await once(victim, 'exit');
  await queue.listen(queue.server({ lockMs }));

  const { data, context } = await queue.inbox.take();
  expect(data).toBe('precious');
  expect(context.getAttempt()).toBe(2);
});
