import { MIXED } from '../system/load.js';
import type { Preload } from '../system/processes.js';
import { play } from '../system/round.js';
import type { FaultSystem } from '../system/system.js';
import { withSystem } from '../system/with-system.js';

/** Where a worker dies: at which call of which method, before it or after it. */
export interface CrashPoint {
  readonly fault: string;
  readonly module: string;
  readonly of: string;
  readonly method: string;
  readonly when: 'before' | 'after';
  /** From which delivery of a task on its calls count; all of them, where it has none. */
  readonly fromDelivery?: number;
  /** Whether V1 refuses runs first, so that they are given back. */
  readonly refused?: boolean;
}

export const CRASH_POINTS: readonly CrashPoint[] = [
  {
    fault: 'kill -9 of a worker between claim and call',
    module: 'v1/http-v1.client.js',
    of: 'HttpV1Client',
    method: 'run',
    when: 'before',
  },
  {
    fault: "kill -9 of a worker between V1's end and its own",
    module: 'tasks/run.service.js',
    of: 'RunService',
    method: 'end',
    when: 'before',
  },
  {
    fault: 'kill -9 of a worker between its end and the acknowledgement',
    module: 'tasks/run.service.js',
    of: 'RunService',
    method: 'end',
    when: 'after',
  },
  {
    fault: 'kill -9 of a worker between giving a task back and queueing it',
    module: 'messaging/transport-task.queue.js',
    of: 'TransportTaskQueue',
    method: 'deliver',
    when: 'before',
    // Workers also queue the first deliveries of tasks that came many at once.
    fromDelivery: 2,
    refused: true,
  },
];

const REFUSED_FIRST = MIXED.map((kind) => ({
  ...kind,
  words: `${kind.words} [first 1 status 503]`,
}));

/** A worker dies at a certain point, at its third time there under load; it is started again. */
export const workerKilledAt = ({ fault, refused = false, ...options }: CrashPoint, dist?: string) =>
  withSystem({ dist, workerPreload: diesAt(options) }, (system) =>
    play({
      fault,
      system,
      inject: async ({ book }) => {
        await untilDead(system, book.submit(20, refused ? REFUSED_FIRST : MIXED));
        await system.startWorker();
      },
    }),
  );

export const diesAt = (where: Omit<CrashPoint, 'fault' | 'refused'>): Preload => ({
  file: 'crash.mjs',
  options: { ...where, nth: 3 },
});

/** Lets the first worker die where it is to, while more is submitted. */
export async function untilDead({ worker }: FaultSystem, more: Promise<void>): Promise<void> {
  more.catch(() => undefined);
  worker.tell('arm');
  await worker.exit();
  await more;
}
