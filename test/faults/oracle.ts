/**
 * Judges what became of tasks by what V1 logged and what the API showed. It takes plain data and
 * imports nothing of the system that it judges.
 */

/** What the API showed of a task at one moment. */
export interface SeenTask {
  readonly status: string;
  readonly result?: string | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly attempt: number;
  readonly max_attempts: number;
  readonly updated_at: string;
  readonly finished_at: string | null;
}

export interface SeenAttempt {
  readonly number: number;
  readonly ended_at: string | null;
  readonly outcome: string;
}

/** A run as V1 logged it, in the order in which they began. */
export interface SeenRun {
  readonly prompt: string;
  readonly state: string;
  /** Whether V1 began it by itself, to go on with one that its own crash interrupted. */
  readonly resumed?: boolean;
}

/** The runs that V1 was asked for. */
export const askedFor = (runs: readonly SeenRun[]): SeenRun[] =>
  runs.filter(({ resumed = false }) => !resumed);

/** A task that was answered with 202, and all that was seen of it. */
export interface TaskHistory {
  readonly id: string;
  readonly prompt: string;
  readonly retry: 'safe' | 'always';
  /** What the runs say, the first one's text first, later ones the last; null: not known. */
  readonly texts: readonly string[] | null;
  /** How often it was let run: once by submitting it, once more by each retry by hand. */
  readonly grants: number;
  /** Whether anybody asked to cancel it. */
  readonly cancelled: boolean;
  /** Whether somebody was told that it is deleted. */
  readonly deleted: boolean;
  /** How many tasks there are of its idempotency key. */
  readonly copies: number;
  /** What was seen of it on the way since the last retry by hand, in order. */
  readonly earlier: readonly (Pick<SeenTask, 'status' | 'updated_at'> & Partial<SeenTask>)[];
  /** What was read once all should have ended; null: there is no such task. */
  readonly end: SeenTask | null;
  /** The same once everybody who could still write had had the occasion. */
  readonly later: SeenTask | null;
  readonly attempts: readonly SeenAttempt[];
}

export interface History {
  readonly tasks: readonly TaskHistory[];
  readonly runs: readonly SeenRun[];
}

export type Rule =
  /** An accepted task is not there. */
  | 'lost'
  /** It is there though it was deleted. */
  | 'undeleted'
  /** It has no outcome: it waits or runs for ever. */
  | 'unfinished'
  /** There is more than one task of one idempotency key. */
  | 'copied'
  /** It changed after it had ended. */
  | 'changed'
  /** Under `safe`, a run that may have begun was followed by another. */
  | 'doubled'
  /** Under `always`, it ran more often than it may. */
  | 'too many runs'
  /** Under `always`, it was given up though it could have run again. */
  | 'given up'
  /** V1 ran it without an attempt that tells of it. */
  | 'untold run'
  /** It is completed, and not with what V1 said in a run that it ended well. */
  | 'wrong result'
  /** It is cancelled, and nobody asked for that. */
  | 'cancelled unasked'
  /** Its attempts do not tell how it came to its outcome. */
  | 'wrong attempts'
  /** It failed with no error, or did not fail with one. */
  | 'wrong error';

export interface Violation {
  readonly rule: Rule;
  readonly task: string;
  readonly detail: string;
}

const TERMINAL = ['completed', 'failed', 'cancelled'];
/** Errors after which `always` runs a task again as long as it has attempts left. */
const WORTH_ANOTHER_RUN = ['outcome_unknown', 'v1_error', 'timeout', 'worker_stopped'];

type Check = (task: TaskHistory, runs: readonly SeenRun[]) => Iterable<[Rule, string]>;

/** @returns every breach of the promise; none, and the history is as it was promised */
export function judge({ tasks, runs }: History): Violation[] {
  const runsOf = Map.groupBy(runs, ({ prompt }) => prompt);
  return tasks.flatMap((task) =>
    CHECKS.flatMap((check) =>
      [...check(task, runsOf.get(task.prompt) ?? [])].map(([rule, detail]) => ({
        rule,
        task: task.id,
        detail: `${detail} (${task.prompt})`,
      })),
    ),
  );
}

/**
 * Attempts that are said to have begun, and of which V1 heard nothing: what the workers that died had
 * claimed and not yet sent. More of them, and attempts are spent without a cause.
 */
export function unheardAttempts({ tasks, runs }: History): number {
  const heard = Map.groupBy(askedFor(runs), ({ prompt }) => prompt);
  const unheard = tasks.map(({ prompt, attempts }) => {
    const begun = attempts.filter(({ outcome }) => outcome !== 'not_begun').length;
    return Math.max(0, begun - (heard.get(prompt)?.length ?? 0));
  });
  return unheard.reduce((sum, each) => sum + each, 0);
}

const hasOneOutcome: Check = function* ({ end, copies, deleted }) {
  if (deleted && end) yield ['undeleted', `it is ${end.status}`];
  if (deleted) return;
  if (!end) yield ['lost', 'it was accepted and is not there'];
  else if (!TERMINAL.includes(end.status)) yield ['unfinished', `it is ${end.status}`];
  if (copies > 1) yield ['copied', `there are ${copies} of it`];
};

const staysAsItEnded: Check = function* ({ earlier, end, later }) {
  if (!end) return;
  for (const seen of earlier) {
    if (!TERMINAL.includes(seen.status)) continue;
    const same =
      seen.status === end.status &&
      seen.updated_at === end.updated_at &&
      // A list tells no result.
      (seen.result === undefined || seen.result === end.result);
    if (!same) yield ['changed', `it was ${brief(seen)} and is ${brief(end)}`];
  }
  if (TERMINAL.includes(end.status) && !isSame(end, later)) {
    yield ['changed', `it was ${brief(end)} and then ${later ? brief(later) : 'gone'}`];
  }
};

const runsAsOftenAsItMay: Check = function* ({ retry, grants, end, attempts }, all) {
  const runs = askedFor(all);
  const states = runs.map(({ state }) => state).join(', ');
  if (retry === 'safe' && runs.length > grants) {
    yield ['doubled', `${runs.length} runs (${states}) for ${grants} grants`];
  }
  if (retry === 'always' && end && runs.length > end.max_attempts) {
    yield ['too many runs', `${runs.length} runs (${states}) of ${end.max_attempts}`];
  }
  const begun = attempts.filter(({ outcome }) => outcome !== 'not_begun').length;
  if (end && runs.length > begun) {
    yield ['untold run', `${runs.length} runs (${states}) in ${begun} attempts`];
  }
};

const isNotGivenUp: Check = function* ({ retry, end }) {
  if (retry !== 'always' || end?.status !== 'failed') return;
  const code = end.error?.code ?? '';
  if (code === 'expired' && end.attempt > 0) {
    yield ['given up', `it is said not to have begun after ${end.attempt} attempts`];
  }
  if (WORTH_ANOTHER_RUN.includes(code) && end.attempt < end.max_attempts) {
    yield ['given up', `${code} after ${end.attempt} of ${end.max_attempts} attempts`];
  }
};

const tellsWhatV1Said: Check = function* ({ texts, end }, runs) {
  if (end?.status !== 'completed') return;
  const states = runs.map(({ state }) => state);
  if (!states.includes('completed')) {
    yield ['wrong result', `completed, and its runs are ${states.join(', ') || 'none'}`];
  }
  if (texts === null || end.result === undefined) return;
  // Not only of the last one: a worker that stood still may begin another run and drop it at once.
  const said = texts.length === 0 ? [] : states.map((_, i) => texts[Math.min(i, texts.length - 1)]);
  const ofWhole = said.filter((_, i) => states[i] === 'completed');
  if (!ofWhole.some((text) => text === end.result)) {
    const whole = ofWhole.map((text) => cut(text ?? '')).join(' or ');
    yield ['wrong result', `V1 said ${whole}, the task says ${cut(end.result)}`];
  }
};

const isCancelledWhenAsked: Check = function* ({ cancelled, end }) {
  if (end?.status === 'cancelled' && !cancelled) yield ['cancelled unasked', 'nobody asked'];
};

const hasAnErrorWhenFailed: Check = function* ({ end }) {
  if (!end || !TERMINAL.includes(end.status)) return;
  if ((end.error !== null) !== (end.status === 'failed')) {
    yield ['wrong error', `${end.status} with ${end.error?.code ?? 'no error'}`];
  }
  if (end.finished_at === null) yield ['wrong error', `${end.status} without an end`];
};

const hasAttemptsThatFit: Check = function* ({ end, attempts }) {
  if (!end || !TERMINAL.includes(end.status)) return;
  const begun = attempts.filter(({ outcome }) => outcome !== 'not_begun');
  const numbers = begun.map(({ number }) => number).join();
  const expected = Array.from({ length: end.attempt }, (_, i) => i + 1).join();
  if (numbers !== expected) {
    yield ['wrong attempts', `attempts ${numbers} where ${end.attempt} are counted`];
  }
  const open = attempts.filter((one) => one.ended_at === null || one.outcome === 'running');
  if (open.length > 0) yield ['wrong attempts', `${open.length} of them have no end`];
  const completed = begun.filter(({ outcome }) => outcome === 'completed').length;
  const fits = end.status === 'completed' ? 1 : 0;
  if (completed !== fits) {
    yield ['wrong attempts', `${completed} completed attempts of a task that is ${end.status}`];
  }
};

const CHECKS: readonly Check[] = [
  hasOneOutcome,
  staysAsItEnded,
  runsAsOftenAsItMay,
  isNotGivenUp,
  tellsWhatV1Said,
  isCancelledWhenAsked,
  hasAnErrorWhenFailed,
  hasAttemptsThatFit,
];

const isSame = (one: SeenTask, other: SeenTask | null): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

const brief = (seen: Partial<SeenTask>): string =>
  [seen.status, seen.updated_at, seen.result && cut(seen.result)].filter(Boolean).join(' ');

const cut = (text: string | null): string =>
  text !== null && text.length > 60 ? `"${text.slice(0, 60)}..." (${text.length})` : `"${text}"`;
