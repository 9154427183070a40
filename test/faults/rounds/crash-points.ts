import { MIXED } from '../system/load.js';
import { play } from '../system/round.js';
import { withSystem } from '../system/with-system.js';

/** Where a worker dies: at which call of which method, before it or after it. */
export interface CrashPoint {
  readonly fault: string;
  readonly module: string;
  readonly of: string;
  readonly method: string;
  readonly when: 'before' | 'after';
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
    refused: true,
  },
];

const REFUSED_FIRST = MIXED.map((kind) => ({
  ...kind,
  words: `${kind.words} [first 1 status 503]`,
}));

/** A worker dies at a certain point, at its third time there under load; it is started again. */
export const workerKilledAt = ({ fault, refused = false, ...options }: CrashPoint, dist?: string) =>
  withSystem(
    { dist, workerPreload: { file: 'crash.mjs', options: { ...options, nth: 3 } } },
    (system) =>
      play({
        fault,
        system,
        inject: async ({ book }) => {
          system.worker.tell('arm');
          const more = book.submit(20, refused ? REFUSED_FIRST : MIXED);
          more.catch(() => undefined);
          await system.worker.exit();
          await system.startWorker();
          await more;
        },
      }),
  );
