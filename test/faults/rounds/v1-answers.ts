import type { History } from '../oracle.js';
import { type Kind, words } from '../system/load.js';
import { BrokenPromise, play } from '../system/round.js';
import type { FaultSystem } from '../system/system.js';

/** Tasks of the usual load, and those that meet the fault. */
const USUAL = 220;
const FAULTY = 100;

/** What V1 answers to some of the tasks, and what then is to become of them. */
export interface V1Answer {
  readonly fault: string;
  readonly kinds: readonly Kind[];
  /** Error code of each of these tasks; null: it is completed. */
  readonly safe: string | null;
  readonly always: string | null;
  readonly tasks?: number;
}

const kind = (wordsOfIt: string, texts: readonly string[] | null = null): Kind => ({
  share: 50,
  words: wordsOfIt,
  texts,
});
const FIVE = [words(5)];

const row = (
  fault: string,
  safe: string | null,
  always: string | null,
  ...kinds: Kind[]
): V1Answer => ({ fault, safe, always, kinds });

const UNKNOWN = 'outcome_unknown';

export const V1_ANSWERS: readonly V1Answer[] = [
  row('V1 breaks off in the middle', UNKNOWN, UNKNOWN, kind('[tokens 5] [break]')),
  row('V1 breaks off once', UNKNOWN, null, kind('[tokens 5] [first 1 break]', FIVE)),
  row('V1 answers garbage', UNKNOWN, UNKNOWN, kind('[tokens 5] [garbage]'), kind('[garbage]')),
  row('V1 ends without [DONE]', UNKNOWN, UNKNOWN, kind('[tokens 5] [no-done]')),
  row('V1 answers 400', 'v1_refused', 'v1_refused', kind('[status 400]')),
  row("V1 answers its provider's 401", 'v1_refused', 'v1_refused', kind('[status 401]')),
  row('V1 answers 429', null, null, kind('[tokens 5] [first 2 status 429 retry-after 1]', FIVE)),
  row('V1 answers 500', UNKNOWN, UNKNOWN, kind('[status 500]')),
  row('V1 answers 502', UNKNOWN, null, kind('[tokens 5] [first 2 status 502]', FIVE)),
  row('V1 answers 503', null, null, kind('[tokens 5] [first 1 status 503]', FIVE)),
  row('an error inside the stream', 'v1_error', 'v1_error', kind('[tokens 5] [error 502]')),
  row('V1 accepts and never answers', 'timeout', 'timeout', kind('[silent]'), kind('[hang]')),
  {
    ...row('V1 answers 50 MB', 'result_too_large', 'result_too_large', kind('[bytes 52428800]')),
    tasks: 6,
  },
];

/** Longest silence of V1 in these rounds, in ms; longer than a run of the usual load is silent. */
export const IDLE_TIMEOUT_MS = 3_000;

export const answerRound = (system: FaultSystem, answer: V1Answer) =>
  play({
    fault: answer.fault,
    system,
    tasks: USUAL + FAULTY - (answer.tasks ?? FAULTY),
    inject: ({ book }) => book.submit(answer.tasks ?? FAULTY, answer.kinds),
    expect: (ended) => {
      expectOutcomes(ended, answer);
    },
  });

/** @throws BrokenPromise */
function expectOutcomes({ tasks }: History, { fault, kinds, ...codes }: V1Answer): void {
  for (const { prompt, retry, end } of tasks) {
    const met = kinds.some((one) => prompt.endsWith(` ${one.words}`));
    const expected = met ? codes[retry] : null;
    const code = end?.error?.code ?? null;
    if (code !== expected) {
      throw new BrokenPromise(`${fault}: ${prompt} (${retry}) is ${JSON.stringify(end)}`);
    }
  }
}
