import { singleTurnOf } from '../../tasks/single.turn.js';
import { notBegun } from '../failures.js';
import { V1Error } from '../v1.error.js';
/** More than this in one message, in bytes, and V1 breaks the whole connection off. */
const MAX_FRAME = 26_000_000;
/**
 * What the method `agent` is asked with.
 * @throws V1Error for what it cannot be asked
 */
export function agentParams(request, sessionKey) {
    const turn = singleTurnOf(request);
    if ('refusal' in turn)
        throw refused(turn.refusal);
    const params = {
        message: turn.message,
        agentId: request.agentId.toLowerCase(),
        sessionKey,
        idempotencyKey: request.runKey,
        ...(turn.system !== null && { extraSystemPrompt: turn.system }),
    };
    if (Buffer.byteLength(JSON.stringify(params)) > MAX_FRAME) {
        throw refused('The request is too large for one message of a WebSocket.');
    }
    return params;
}
const refused = (message) => new V1Error(notBegun('v1_refused', message, { retryable: false }));
//# sourceMappingURL=run.message.js.map