import { eventually } from '../../support/eventually.js';
import type { Book } from '../system/book.js';
import { inParallel } from '../system/client.js';
import { KEPT_KINDS, LONG, playKept } from '../system/kept.js';
import type { Kind } from '../system/load.js';
import { BrokenPromise } from '../system/round.js';
import type { FaultSystem } from '../system/system.js';
import { type CrashPoint, diesAt, untilDead } from './crash-points.js';
import { untilTakenFrom } from './leases.js';
import { killAll, submitUntil } from './workers.js';

type Dist = string | undefined;

const DEADLINE_MS = 60_000;

export const oneWorkerKilled = (dist?: Dist) =>
  playKept({
    fault: 'ws: kill -9 of a worker',
    options: { dist },
    inject: async ({ system: { worker } }) => {
      worker.kill('SIGKILL');
      await worker.exit();
    },
  });

const WHOLE = 300_000;
const HUGE = 'openclaw'.repeat(WHOLE / 'openclaw'.length);
/** Answers that come at once, bit by bit, and after a silence. */
const LARGE: readonly Kind[] = [
  { share: 2, words: `[bytes ${WHOLE}]`, texts: [HUGE] },
  { share: 3, words: `[bytes ${WHOLE}] [every 50ms]`, texts: [HUGE] },
  { share: 2, words: `[sleep 2s] [bytes ${WHOLE}]`, texts: [HUGE] },
];

export const allWorkersKilled = (dist?: Dist) =>
  playKept({
    fault: `ws: kill -9 of all workers, also under answers of ${WHOLE} characters`,
    options: { dist },
    kinds: [...KEPT_KINDS, ...LARGE],
    inject: async ({ system }) => {
      await killAll(system.workers);
      await Promise.all(system.workers.map((_, place) => system.startWorker(place)));
    },
  });

/** Where a worker dies, again and again. */
const POINTS: readonly Omit<CrashPoint, 'fault'>[] = [
  // V1 has accepted its run, and nobody listens yet. The first, for then V1 certainly has some that wait.
  { module: 'v1/socket/socket.run.js', of: 'SocketRun', method: 'follow', when: 'before' },
  // It is claimed, and V1 was not asked.
  { module: 'v1/socket/socket-v1.client.js', of: 'SocketV1Client', method: 'run', when: 'before' },
  // V1 has ended it.
  { module: 'tasks/run.service.js', of: 'RunService', method: 'end', when: 'before' },
  // Its end is stored, and the message not acknowledged.
  { module: 'tasks/run.service.js', of: 'RunService', method: 'end', when: 'after' },
];
const [FIRST_POINT, ...OTHER_POINTS] = POINTS.map(diesAt);
/** So many that neither worker can have them all. */
const MORE = 100;

/** V1 runs fewer at once than it is sent, so that it has accepted some that wait. */
export const workerKilledAtPoints = (dist?: Dist) =>
  playKept({
    fault: 'ws: kill -9 of a worker once V1 queued, before its call, once V1 ended, once it ended',
    options: {
      dist,
      v1: { maxConcurrent: 50 },
      env: { WORKER_CONCURRENCY: '35' },
      workerPreload: FIRST_POINT,
    },
    inject: async ({ system, book }) => {
      const { v1 } = system;
      await eventually('runs that wait in V1', () => v1.runs.some((run) => run.state === 'queued'));
      for (const next of [...OTHER_POINTS, undefined]) {
        await untilDead(system, book.submit(MORE));
        await system.startWorker(0, next);
      }
    },
  });

/** A worker stands still, others take its runs up, and it goes on as if they were its own. */
export const workerStopped = (dist?: Dist) =>
  playKept({
    fault: 'ws: SIGSTOP of a worker past its leases, then SIGCONT',
    options: { dist },
    inject: async ({ system, book }) => {
      const id = await system.idOf(system.worker);
      system.worker.kill('SIGSTOP');
      await untilTakenFrom(system, id);
      await book.observe({ results: true });
      system.worker.kill('SIGCONT');
    },
  });

const RUNS_TO_LEAVE = 20;

/** Each worker is restarted in good order while it has many runs, and leaves them to the other. */
export const rollingRestart = (dist?: Dist) =>
  playKept({
    fault: 'ws: a rolling restart of workers under a client that never stops',
    options: { dist },
    tasks: 220,
    inject: async ({ system, book }) => {
      const rolled = new AbortController();
      const client = submitUntil(rolled.signal, system, book);
      client.catch(() => undefined);
      for (const place of [0, 1]) await restartBusy(system, book, place);
      rolled.abort();
      await client;
    },
  });

/** Restarts a worker at a moment when it has many runs. */
async function restartBusy(system: FaultSystem, book: Book, place: number): Promise<void> {
  const worker = system.workers[place] ?? system.worker;
  const id = await system.idOf(worker);
  const more = book.submit(3 * RUNS_TO_LEAVE, [LONG]);
  more.catch(() => undefined);
  const isBusy = async () => (await system.runsOf(id)).length >= RUNS_TO_LEAVE;
  await eventually('many runs of a worker', isBusy, DEADLINE_MS);
  worker.kill('SIGTERM');
  const code = await worker.exit();
  if (code !== 0) throw new Error(`The worker ended with ${code}`);
  await system.startWorker(place);
  await more;
}

/** Ends only if V1 is told to stop it. */
const ENDLESS: Kind = { share: 15, words: '[tokens 5] [hang]', texts: [] };
const CANCELS_AT_ONCE = 8;

/** Tasks are cancelled, at whatever they do, while one worker after the other is killed. */
export const cancelledUnderKills = (dist?: Dist) =>
  playKept({
    fault: 'ws: cancels in numbers while workers are killed',
    options: { dist },
    kinds: [...KEPT_KINDS, ENDLESS],
    inject: async ({ system, book, submitted }) => {
      await submitted;
      const endless = book.idsWith(ENDLESS.words);
      const others = book.accepted.filter((id, i) => i % 5 === 0 && !endless.includes(id));
      const doomed = [...endless, ...others];
      for (const place of [0, 1]) {
        const some = doomed.filter((_, i) => i % 2 === place);
        const cancels = inParallel(some, CANCELS_AT_ONCE, (id) => book.cancel(id));
        system.workers[place]?.kill('SIGKILL');
        await Promise.all([cancels, system.workers[place]?.exit()]);
        await system.startWorker(place);
      }
      await expectStopped(system, doomed);
    },
  });

/** Once a task is cancelled, V1 runs nothing of it any more. @throws BrokenPromise */
async function expectStopped({ idsOf, v1 }: FaultSystem, doomed: string[]): Promise<void> {
  const isOver = async (): Promise<boolean> => {
    const open = new Set([...(await idsOf('pending')), ...(await idsOf('running'))]);
    return doomed.every((id) => !open.has(id));
  };
  await eventually('ends of what was cancelled', isOver, DEADLINE_MS);
  const left = v1.runs.filter(
    ({ prompt, state }) => state === 'running' && prompt.includes('[hang]'),
  );
  if (left.length === 0) return;
  throw new BrokenPromise(
    `V1 still runs ${left.length} tasks that are cancelled: ${left[0]?.prompt}`,
  );
}
