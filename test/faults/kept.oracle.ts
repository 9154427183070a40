import { askedFor, type History, type SeenRun, type TaskHistory } from './oracle.js';

/**
 * Judges, beyond the promise, whether every run outlived whoever held it, as it does over V1's
 * WebSocket protocol. Takes plain data and imports nothing of the system that it judges.
 */

type Check = (task: TaskHistory, started: readonly SeenRun[]) => Iterable<string>;

/** @returns every task that a death cost something; none, and none did */
export function notKept({ tasks, runs }: History): string[] {
  const started = Map.groupBy(askedFor(runs), ({ prompt }) => prompt);
  return tasks.flatMap((task) =>
    CHECKS.flatMap((check) =>
      [...check(task, started.get(task.prompt) ?? [])].map(
        (what) => `${task.id} ${what} (${task.prompt})`,
      ),
    ),
  );
}

const hasItsOutcome: Check = function* ({ cancelled, end }) {
  const allowed = cancelled ? ['completed', 'cancelled'] : ['completed'];
  if (allowed.includes(end?.status ?? '')) return;
  const why = end?.error ? `: ${end.error.code}, ${end.error.message}` : '';
  yield `is ${end?.status ?? 'gone'}${why}`;
};

const startedOnce: Check = function* ({ cancelled, end }, started) {
  const least = cancelled && end?.status !== 'completed' ? 0 : 1;
  if (started.length >= least && started.length <= 1) return;
  yield `was started ${started.length} times`;
};

const isOneAttempt: Check = function* ({ end, attempts }) {
  const begun = attempts.filter(({ outcome }) => outcome !== 'not_begun');
  if (end && (end.attempt > 1 || begun.length > 1)) {
    yield `took ${end.attempt} attempts, of which ${begun.length} are told`;
  }
};

const runsNoMore: Check = function* ({ end }, started) {
  const left = started.filter(({ state }) => state === 'running' || state === 'queued');
  if (end && left.length > 0) yield `is ${end.status}, and runs in V1`;
};

const CHECKS: readonly Check[] = [hasItsOutcome, startedOnce, isOneAttempt, runsNoMore];
