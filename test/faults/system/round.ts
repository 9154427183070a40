import { eventually } from '../../support/eventually.js';
import { type History, judge, unheardAttempts } from '../oracle.js';
import { Book } from './book.js';
import type { Kind } from './load.js';
import { type Moment, untilMixed } from './moment.js';
import { record } from './record.js';
import type { FaultSystem } from './system.js';

const TASKS = 320;
const END_DEADLINE_MS = 60_000;
/** How long owed deliveries are left to the processes before their time is shortened, in ms. */
const PATIENCE_MS = 1_500;
const SHOWN_VIOLATIONS = 8;

/** The system did not keep its promise. */
export class BrokenPromise extends Error {
  override readonly name = 'BrokenPromise';
}

/** A round as whoever injects the fault sees it. */
export interface Round {
  readonly system: FaultSystem;
  readonly book: Book;
  /** Resolves once the load is submitted. */
  readonly submitted: Promise<void>;
}

export interface RoundOptions {
  readonly fault: string;
  readonly system: FaultSystem;
  /** Tasks of the load; the fault may bring more. */
  readonly tasks?: number;
  readonly kinds?: readonly Kind[];
  /** Injects the fault and heals it. */
  readonly inject?: (round: Round) => Promise<void>;
  readonly endDeadlineMs?: number;
  /** Whether what takes its time by design is to take it in full. */
  readonly realTime?: boolean;
  /** What holds in this round besides the promise: at least {@link nearlyAllCompleted}. @throws BrokenPromise */
  readonly expect?: (history: History) => void;
}

/**
 * Plays a round: a load is submitted, and while tasks wait, are claimed, stream and finish, the
 * fault; then every task is followed to its end and the whole is judged.
 * @throws BrokenPromise if the system does not keep its promise
 */
export async function play(options: RoundOptions): Promise<History> {
  const { fault, system } = options;
  const book = new Book(fault, system);
  const submitted = book.submit(options.tasks ?? TASKS, options.kinds);
  // Awaited below; should it fail before, that is no reason to end the process.
  submitted.catch(() => undefined);
  const moment = await untilMixed(system);
  await book.observe({ results: false });
  await options.inject?.({ system, book, submitted });
  await submitted;
  await book.observe({ results: true });
  await untilAllEnded(options);
  expectAlive(system);
  const history = await book.close();
  expectAlive(system);
  conclude({ fault, system, moment }, history);
  (options.expect ?? nearlyAllCompleted)(history);
  return history;
}

/** @throws BrokenPromise if a process ended by itself */
function expectAlive(system: FaultSystem): void {
  const [obituary] = system.obituaries;
  if (obituary !== undefined) throw new BrokenPromise(obituary);
}

/** Waits until no task waits or runs; what still does after the deadline, the judge finds. */
async function untilAllEnded(options: RoundOptions): Promise<void> {
  const { system, endDeadlineMs = END_DEADLINE_MS, realTime = false } = options;
  const patientUntil = performance.now() + PATIENCE_MS;
  const look = async (): Promise<boolean> => {
    const { pending, running } = await system.counts();
    if (!realTime && pending > 0 && performance.now() > patientUntil) await system.hastenOwed();
    return pending + running === 0;
  };
  await eventually('an end of every task', look, endDeadlineMs).catch(() => undefined);
}

/** Judges a history and tells of it. @throws BrokenPromise */
export function conclude(
  { fault, system, moment }: { fault: string; system: FaultSystem; moment?: Moment },
  history: History,
): void {
  const violations = judge(history);
  const broken = (...rules: string[]): number =>
    new Set(violations.filter(({ rule }) => rules.includes(rule)).map(({ task }) => task)).size;
  const ended = (status: string): number =>
    history.tasks.filter(({ end }) => end?.status === status).length;
  // A mutant is to fail: that counts nowhere.
  if (!system.isMutant) {
    record({
      fault,
      tasks: history.tasks.length,
      ...(moment && { moment }),
      completed: ended('completed'),
      failed: ended('failed'),
      cancelled: ended('cancelled'),
      runs: history.runs.length,
      unheard: unheardAttempts(history),
      lost: broken('lost', 'unfinished'),
      doubled: broken('doubled', 'copied', 'too many runs', 'untold run'),
    });
  }
  if (violations.length === 0) return;
  const shown = violations.slice(0, SHOWN_VIOLATIONS);
  throw new BrokenPromise(
    `${fault}: the promise is broken ${violations.length} times:\n` +
      shown.map(({ rule, task, detail }) => `- ${rule}: ${task}: ${detail}`).join('\n'),
  );
}

/** More runs than there are at once in a system of a round. */
const IN_FLIGHT = 130;

/**
 * A fault costs the runs that it meets, and no more: neither tasks that waited nor attempts that nobody
 * ran. @throws BrokenPromise
 */
export function nearlyAllCompleted(history: History): void {
  const failed = history.tasks.filter(({ end }) => end?.status !== 'completed').length;
  const unheard = unheardAttempts(history);
  if (failed <= IN_FLIGHT && unheard <= IN_FLIGHT) return;
  throw new BrokenPromise(
    `${failed} tasks did not complete, and ${unheard} attempts were never run: more than can run at once`,
  );
}

/** Nothing dies in such a round: every task has to be completed. @throws BrokenPromise */
export function allCompleted({ tasks }: History): void {
  const others = tasks.filter(({ end }) => end?.status !== 'completed');
  const [first] = others;
  if (!first) return;
  throw new BrokenPromise(
    `${others.length} tasks are not completed though nothing died: ` +
      `${first.prompt} is ${JSON.stringify(first.end)}`,
  );
}
