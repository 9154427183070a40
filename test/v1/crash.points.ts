import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RunningProcess } from '../support/processes.js';
import { system } from './stage.js';

const DIST = pathToFileURL(join(import.meta.dirname, '..', '..', 'dist')).href;
const CRASH = pathToFileURL(
  join(import.meta.dirname, '..', 'faults', 'crash-points', 'crash.mjs'),
).href;

/** Where a worker dies: at which call of which method, before it or after it. */
export interface CrashPoint {
  readonly module: string;
  readonly of: string;
  readonly method: string;
  readonly when: 'before' | 'after';
  readonly nth: number;
}

/** Starts a worker that ends by kill -9 once it gets to a point. */
export async function startDoomedWorker(point: CrashPoint): Promise<RunningProcess> {
  const worker = await system.startWorker({
    NODE_OPTIONS: `--import=${CRASH}`,
    FAULT: JSON.stringify(point),
    FAULT_BUILD: DIST,
  });
  worker.child.send('arm');
  return worker;
}

const socketRun = (method: string, nth = 1): CrashPoint => ({
  module: 'v1/socket/socket.run.js',
  of: 'SocketRun',
  method,
  when: 'before',
  nth,
});

/** Every stage of a run but those in which it speaks, which need no such help. */
export const STAGES: readonly (readonly [string, CrashPoint])[] = [
  [
    'before it comes to V1',
    {
      ...socketRun('run'),
      module: 'v1/socket/socket-v1.client.js',
      of: 'SocketV1Client',
    },
  ],
  ['before it is sent to V1', socketRun('start')],
  ['as it is sent to V1', socketRun('begin')],
  ['as V1 has accepted it', socketRun('follow')],
  ['after V1 has ended it', endOfRun('before')],
  ['after its end is written down', endOfRun('after')],
];

/** Once V1 has accepted so many runs. */
export const onceAccepted = (runs: number): CrashPoint => socketRun('follow', runs);

function endOfRun(when: CrashPoint['when']): CrashPoint {
  return { module: 'tasks/run.service.js', of: 'RunService', method: 'end', when, nth: 1 };
}
