import { lostTrack } from '../tasks/run.js';
import { V1Error } from '../v1/v1.error.js';
/**
 * Tells how a run ended from the error that it ended with. An error that is not V1's is a mistake of
 * ours, after which nobody knows what V1 did.
 */
export function endOf(error, { stopped, isRejoin }) {
    const failure = error instanceof V1Error ? error : failedOurselves(error);
    const isLost = stopped === 'lost' && failure.code === 'worker_stopped';
    if (isLost && failure.began === 'maybe') {
        const seen = 'The worker lost touch with Redis for longer than a lease and stopped the run.';
        return { type: 'failed', failure: lostTrack(seen) };
    }
    // That it could not be found for the moment makes it none that did not begin.
    const goesOn = isRejoin && failure.began === 'no' && failure.retryable;
    return { type: 'failed', failure: goesOn ? inV1Still(failure) : failure };
}
/** What a run ends with that failed by a mistake of ours, or by the store. */
export const failedOurselves = (error) => lostTrack(`The worker failed: ${error instanceof Error ? error.message : String(error)}`);
const inV1Still = ({ code, message, v1Status, retryAfterMs }) => ({
    code,
    message,
    v1Status,
    began: 'goes_on',
    retryable: true,
    retryAfterMs,
});
//# sourceMappingURL=run.end.js.map