import { eventually } from '../../support/eventually.js';
import type { Book } from '../system/book.js';
import type { FaultProcess } from '../system/processes.js';
import { allCompleted, play } from '../system/round.js';
import { type FaultSystem, LONG_LEASES } from '../system/system.js';
import { withSystem } from '../system/with-system.js';

type Dist = string | undefined;

export const nothing = (dist?: Dist) =>
  withSystem({ dist, env: LONG_LEASES }, (system) =>
    play({ fault: 'nothing at all', system, expect: allCompleted }),
  );

export const oneWorkerKilled = (dist?: Dist) =>
  withSystem({ dist }, (system) =>
    play({
      fault: 'kill -9 of a worker',
      system,
      inject: async () => {
        system.worker.kill('SIGKILL');
        await system.worker.exit();
      },
    }),
  );

export const allWorkersKilled = (dist?: Dist) =>
  withSystem({ dist }, (system) =>
    play({
      fault: 'kill -9 of all workers',
      system,
      inject: async () => {
        await killAll(system.workers);
        await Promise.all(system.workers.map((_, place) => system.startWorker(place)));
      },
    }),
  );

export const everythingKilled = (dist?: Dist) =>
  withSystem({ dist }, (system) =>
    play({
      fault: 'kill -9 of everything at once, Redis too',
      system,
      inject: async () => {
        await Promise.all([killAll([...system.workers, ...system.gateways]), system.redis.kill()]);
        await system.redis.start();
        await Promise.all([
          ...system.workers.map((_, place) => system.startWorker(place)),
          ...system.gateways.map((_, place) => system.startGateway(place)),
        ]);
      },
    }),
  );

/** The gateway dies with tasks that were answered with 202 and whose deliveries are in no queue. */
export const gatewayKilledBeforeQueueing = (dist?: Dist) =>
  withSystem({ dist, gatewayPreload: { file: 'unqueued.mjs' } }, (system) =>
    play({
      fault: 'kill -9 of the gateway between storing and queueing',
      system,
      realTime: true,
      endDeadlineMs: 25_000,
      inject: async ({ book }) => {
        system.gateway.tell('stop queueing');
        await system.gateway.heard('no more is queued');
        await book.submit(40);
        system.gateway.kill('SIGKILL');
        await system.gateway.exit();
        await system.startGateway();
      },
    }),
  );

/** A worker is told to stop; what takes longer than it may is ended by policy. */
export const workerTerminated = (dist?: Dist) =>
  withSystem({ dist, env: { DRAIN_TIMEOUT_MS: '700' } }, (system) =>
    play({
      fault: 'SIGTERM of a worker',
      system,
      inject: async () => {
        system.worker.kill('SIGTERM');
        const code = await system.worker.exit();
        if (code !== 0) throw new Error(`The worker ended with ${code}`);
      },
    }),
  );

/** Both gateways and both workers are restarted one after the other, and no task notices. */
export const rollingRestart = (dist?: Dist) =>
  withSystem({ dist, gateways: 2, env: LONG_LEASES }, (system) =>
    play({
      fault: 'a rolling restart under a client that never stops',
      system,
      tasks: 220,
      expect: allCompleted,
      inject: async ({ book }) => {
        const rolled = new AbortController();
        const client = submitUntil(rolled.signal, system, book);
        client.catch(() => undefined);
        for (const place of [0, 1]) await restart(system, place);
        rolled.abort();
        await client;
      },
    }),
  );

/** Goes on submitting, a few tasks whenever few wait. */
export async function submitUntil(
  signal: AbortSignal,
  system: FaultSystem,
  book: Book,
): Promise<void> {
  while (!signal.aborted) {
    await book.submit(5);
    await eventually('room for more', async () => {
      return signal.aborted || (await system.counts()).pending < 40;
    });
  }
}

/** Restarts the gateway and the worker of a place, each in good order. */
async function restart(system: FaultSystem, place: number): Promise<void> {
  const replace = async (old: FaultProcess | undefined, start: () => Promise<unknown>) => {
    old?.kill('SIGTERM');
    const code = await old?.exit();
    if (code !== 0) throw new Error(`A ${old?.entry} ended with ${code}`);
    await start();
  };
  await Promise.all([
    replace(system.gateways[place], () => system.startGateway(place)),
    replace(system.workers[place], () => system.startWorker(place)),
  ]);
}

export async function killAll(processes: readonly FaultProcess[]): Promise<void> {
  for (const each of processes) each.kill('SIGKILL');
  await Promise.all(processes.map((each) => each.exit()));
}
