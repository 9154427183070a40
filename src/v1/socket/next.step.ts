import type { RunFailure } from '../../tasks/run.js';
import { mayHaveBegun, outcomeUnknown } from '../failures.js';
import type { Ending, Sight } from './sight.js';
import type { Answer, Transcript } from './transcript.js';

/** What to do about a run. */
export type Step =
  | { readonly type: 'start' }
  | { readonly type: 'follow'; readonly runId: string }
  /** V1 may not have found it out itself yet, which it has time for; or runs something else. */
  | { readonly type: 'look-again'; readonly spendsGrace: boolean }
  | { readonly type: 'take'; readonly answer: Answer }
  | { readonly type: 'fail'; readonly failure: RunFailure };

/** What is known besides what V1 answers. */
export interface Standing {
  readonly runKey: string;
  /** Whether no other run of ours goes into its session. */
  readonly ownSession: boolean;
  /** What came of it before: it is new, it was begun, or something of it was heard. */
  readonly before: 'nothing' | 'begun' | 'heard';
  /** Whether V1 still has time to find out what becomes of a run that it does not run. */
  readonly graceLeft: boolean;
}

const AGAIN: Step = { type: 'look-again', spendsGrace: true };
const BUSY: Step = { type: 'look-again', spendsGrace: false };

/**
 * Whether a run is to be started, waited for, taken or given up. Only where V1 has no trace of it at
 * all it is started: what V1 was sent twice it may do twice, or spoil what it tells of the first.
 */
export function nextStep(seen: Sight, standing: Standing): Step {
  const { runKey, ownSession, before, graceLeft } = standing;
  const { transcript, active, task, ending } = seen;
  const { answer, asked } = transcript;
  // Recorded: for a moment after its end V1 may still tell it as active.
  if (active?.includes(runKey) && !ending) return { type: 'follow', runId: runKey };
  // Before all that is memory: a key that was sent again too late overwrites that with an error.
  if (answer) return { type: 'take', answer };
  if (ending) return ofEnding(ending, transcript, { runKey, graceLeft });
  const [resumed] = active ?? [];
  if (asked && active === null) return BUSY;
  // V1 goes on by itself after its own crash, under another id.
  if (asked && resumed !== undefined) {
    return ownSession ? { type: 'follow', runId: resumed } : BUSY;
  }
  if (transcript.failure !== null) return failed(transcript.failure);
  // It was accepted, and does not stand in its session yet.
  if (task === 'live' && !asked) return { type: 'follow', runId: runKey };
  // One that is too far back in its session would be begun a second time.
  const isNew = before === 'nothing' || (before === 'begun' && !transcript.isCut);
  if (!asked && task === null && isNew) return { type: 'start' };
  return graceLeft
    ? AGAIN
    : unknown('V1 does not know the run any more, and did not go on with it.');
}

function ofEnding(
  ending: Ending,
  { failure }: Transcript,
  { runKey, graceLeft }: Pick<Standing, 'runKey' | 'graceLeft'>,
): Step {
  if (ending.status === 'error') {
    if (ending.stopReason === 'rpc') return failed('The run was cancelled at V1.');
    return failed(failure ?? ending.error ?? 'V1 reported an error without saying which.');
  }
  // Its session, which is asked at the same time, may be a moment behind.
  if (graceLeft) return AGAIN;
  if (ending.reply === null) return unknown('V1 ended the run, and its answer was not found.');
  const answer: Answer = { runId: runKey, text: ending.reply, usage: null, finishReason: 'stop' };
  return { type: 'take', answer };
}

const failed = (words: string): Step => ({
  type: 'fail',
  failure: mayHaveBegun('v1_error', words),
});

const unknown = (seen: string): Step => ({ type: 'fail', failure: outcomeUnknown(seen) });
