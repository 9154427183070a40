import { mayHaveBegun, outcomeUnknown } from '../failures.js';
const AGAIN = { type: 'look-again', spendsGrace: true };
const BUSY = { type: 'look-again', spendsGrace: false };
/**
 * Whether a run is to be started, waited for, taken or given up. Only where V1 has no trace of it at
 * all it is started: what V1 was sent twice it may do twice, or spoil what it tells of the first.
 */
export function nextStep(seen, standing) {
    const { runKey, ownSession, before, graceLeft } = standing;
    const { transcript, active, task, ending } = seen;
    const { answer, asked } = transcript;
    // Recorded: for a moment after its end V1 may still tell it as active.
    if (active?.includes(runKey) && !ending)
        return { type: 'follow', runId: runKey };
    // Before all that is memory: a key that was sent again too late overwrites that with an error.
    if (answer)
        return { type: 'take', answer };
    if (ending)
        return ofEnding(ending, transcript, { runKey, graceLeft });
    const [resumed] = active ?? [];
    if (asked && active === null)
        return BUSY;
    // V1 goes on by itself after its own crash, under another id.
    if (asked && resumed !== undefined) {
        return ownSession ? { type: 'follow', runId: resumed } : BUSY;
    }
    if (transcript.failure !== null)
        return failed(transcript.failure);
    // It was accepted, and does not stand in its session yet.
    if (task === 'live' && !asked)
        return { type: 'follow', runId: runKey };
    // One that is too far back in its session would be begun a second time.
    const isNew = before === 'nothing' || (before === 'begun' && !transcript.isCut);
    if (!asked && task === null && isNew)
        return { type: 'start' };
    return graceLeft
        ? AGAIN
        : unknown('V1 does not know the run any more, and did not go on with it.');
}
function ofEnding(ending, { failure }, { runKey, graceLeft }) {
    if (ending.status === 'error') {
        if (ending.stopReason === 'rpc')
            return failed('The run was cancelled at V1.');
        return failed(failure ?? ending.error ?? 'V1 reported an error without saying which.');
    }
    // Its session, which is asked at the same time, may be a moment behind.
    if (graceLeft)
        return AGAIN;
    if (ending.reply === null)
        return unknown('V1 ended the run, and its answer was not found.');
    const answer = { runId: runKey, text: ending.reply, usage: null, finishReason: 'stop' };
    return { type: 'take', answer };
}
const failed = (words) => ({
    type: 'fail',
    failure: mayHaveBegun('v1_error', words),
});
const unknown = (seen) => ({ type: 'fail', failure: outcomeUnknown(seen) });
//# sourceMappingURL=next.step.js.map