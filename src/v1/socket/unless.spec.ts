import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { unless } from './unless.js';

it('leaves no rejection to nobody where the signal aborted before', async () => {
  const late = Promise.withResolvers<undefined>();
  await expect(unless(AbortSignal.abort('stopped'), late.promise)).rejects.toBe('stopped');
  // The runner fails whatever leaves a rejection behind.
  late.reject(new Error('away'));
  await nextTurn();
});
