import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openStore, type OpenStore } from '../support/test-redis.js';
import { commands } from './model/commands.js';
import { Model, World } from './model/world.js';

const RUNS = 120;
const MOST_STEPS = 120;

let opened: OpenStore;
beforeAll(async () => {
  // Backoffs that are over at once, leases and lives that end only when a step says so.
  opened = await openStore({
    RETRY_BACKOFF_MS: '1',
    RETRY_BACKOFF_MAX_MS: '1',
    LEASE_MS: '600000',
  });
});
afterAll(() => opened.close());

it('does with a few tasks what the model does, whatever clients, workers and time do', async () => {
  const reached = new Set<string>();
  let steps = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.commands(commands, { maxCommands: MOST_STEPS, size: 'max' }),
      async (walk) => {
        const model = new Model();
        const world = new World(opened, reached);
        await opened.redis.unlink(
          ...['key-a', 'key-b'].map((key) => opened.keys.idempotency('local', key)),
        );
        await fc.asyncModelRun(() => ({ model, real: world }), walk);
        steps += [...walk].length;
      },
    ),
    // A failure tells its seed and path; FAULTS_SEED plays it again.
    { numRuns: RUNS, ...(process.env.FAULTS_SEED && { seed: Number(process.env.FAULTS_SEED) }) },
  );
  process.stdout.write(`    the store against its model: ${RUNS} walks, ${steps} steps\n`);
  // Walks that never leave the start would prove nothing.
  expect(reached).toEqual(
    new Set(['absent', 'pending', 'running', 'completed', 'failed', 'cancelled']),
  );
}, 120_000);
