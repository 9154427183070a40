import { eventually } from '../../support/eventually.js';
import type { Kind } from '../system/load.js';
import type { History } from '../oracle.js';
import { allCompleted, BrokenPromise, play } from '../system/round.js';
import { type FaultSystem, LONG_LEASES } from '../system/system.js';
import { TlsFront } from '../system/tls-front.js';
import { withSystem } from '../system/with-system.js';

const LONG_SILENCE: readonly Kind[] = [
  { share: 100, words: '[sleep 60s] [say after a minute]', texts: ['after a minute'] },
];

/** V1 stops as if it were killed, refuses connections for as long as tasks wait for it, and is back. */
export const v1StopsAndComesBack = (dist?: string) =>
  withSystem({ dist }, (system) =>
    play({
      fault: 'V1 stops, refuses connections and comes back',
      system,
      inject: async ({ submitted }) => {
        await system.v1.stop();
        await submitted;
        await untilTasksWaitForV1(system);
        await system.v1.start();
      },
    }),
  );

/** V1 is about to stop: what runs goes on, what comes is refused with 503. */
export const v1Drains = (dist?: string) =>
  withSystem({ dist, env: LONG_LEASES }, (system) =>
    play({
      fault: 'V1 drains',
      system,
      expect: allCompleted,
      inject: async ({ submitted }) => {
        system.v1.drain(true);
        await submitted;
        await untilTasksWaitForV1(system);
        await eventually('ends of what ran', () => system.v1.quiet);
        system.v1.drain(false);
      },
    }),
  );

/** V1 takes another token for a while. */
export const tokenChanged = (dist?: string) =>
  withSystem({ dist }, (system) =>
    play({
      fault: 'V1 takes another token (401 unauthorized)',
      system,
      inject: async ({ submitted }) => {
        await system.v1.stop();
        await system.v1.start('another-token');
        await submitted;
        await untilTasksWaitForV1(system);
        await system.v1.stop();
        await system.v1.start();
      },
    }),
  );

/** V1 says nothing for a minute and then answers: as many runs at once as the system has. */
export const silentForAMinute = (dist?: string) =>
  withSystem({ dist, env: LONG_LEASES }, (system) =>
    play({
      fault: 'V1 answers after 60 s of silence',
      system,
      expect: allCompleted,
      endDeadlineMs: 120_000,
      inject: ({ book }) => book.submit(70, LONG_SILENCE),
    }),
  );

/**
 * The workers are restarted with a V1 whose certificate nobody vouches for, and once more with that
 * they trust it. What must not wait so long expires, and nothing begins meanwhile.
 */
export const certificateNotTrusted = (dist?: string) =>
  withSystem({ dist, env: LONG_LEASES }, async (system) => {
    const front = await TlsFront.open(Number(new URL(system.v1.url).port));
    try {
      return await play({
        fault: 'V1 has a certificate that is not trusted',
        system,
        expect: expiredOrCompleted,
        inject: async ({ book, submitted }) => {
          await restartWorkers(system, { V1_URL: front.url });
          await submitted;
          await book.submit(40, [
            { share: 1, words: HURRIED, texts: [], more: { expires_in_ms: 1 } },
          ]);
          await untilTasksWaitForV1(system);
          await system.hastenOwed();
          await restartWorkers(system, {
            V1_URL: front.url,
            NODE_EXTRA_CA_CERTS: front.certificate,
          });
        },
      });
    } finally {
      await front.close();
    }
  });

const HURRIED = '[say it is too late]';

/** @throws BrokenPromise */
function expiredOrCompleted({ tasks }: History): void {
  for (const { prompt, end } of tasks) {
    const expected = prompt.includes(HURRIED) ? 'expired' : undefined;
    if (end?.error?.code !== expected) {
      throw new BrokenPromise(`${prompt} is ${JSON.stringify(end)}`);
    }
  }
}

async function restartWorkers(system: FaultSystem, env: Record<string, string>): Promise<void> {
  await Promise.all(
    system.workers.map(async (worker, place) => {
      worker.kill('SIGTERM');
      await worker.exit();
      await system.startWorker(place, undefined, env);
    }),
  );
}

/** Waits until tasks say that it is V1 that they wait for. */
export const untilTasksWaitForV1 = ({ client }: FaultSystem): Promise<unknown> =>
  eventually(
    'tasks that wait for V1',
    async () => (await client.list()).some((task) => task.waiting_for === 'v1'),
    30_000,
  );
