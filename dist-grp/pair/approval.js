import { setTimeout as delay } from 'node:timers/promises';
import { describePairingConnectRequirement, readPairingConnectErrorDetails, } from '@openclaw/gateway-protocol/connect-error-details';
import { property } from '../v1/json.js';
import { V1Error } from '../v1/v1.error.js';
import { PairError } from './pair.error.js';
/**
 * Tries to connect until V1 takes our device, and tells how to approve it. V1 drops a request that nobody
 * answers and makes another one: what it last said is what counts.
 * @param connect throws a V1Error where no connection comes about
 * @returns whether an approval was needed
 * @throws PairError
 */
export async function untilApproved(connect, { waitMs, everyMs }, say) {
    const deadline = performance.now() + waitMs;
    let told = null;
    for (;;) {
        const failure = await failureOf(connect);
        if (failure === null)
            return told !== null;
        const command = commandFor(failure);
        // An OpenClaw that restarts meanwhile keeps its requests.
        const isAway = told !== null && failure.code === 'v1_unavailable';
        if (command === null && !isAway)
            throw notTaken(failure);
        if (command !== null && command !== told)
            tell(failure, command, say);
        told = command ?? told;
        const leftMs = deadline - performance.now();
        if (leftMs <= 0)
            throw notApproved(waitMs);
        await delay(Math.min(everyMs, leftMs));
    }
}
async function failureOf(connect) {
    try {
        await connect();
        return null;
    }
    catch (error) {
        if (error instanceof V1Error)
            return error;
        throw error;
    }
}
/** What approves us, to be run on V1's machine. @returns null where V1 does not ask for that */
function commandFor({ cause }) {
    const details = readPairingConnectErrorDetails(property(cause, 'details'));
    if (details === null)
        return null;
    return details.requestId === undefined
        ? 'openclaw devices list'
        : `openclaw devices approve ${details.requestId}`;
}
function tell({ cause }, command, say) {
    const details = readPairingConnectErrorDetails(property(cause, 'details'));
    say('');
    say(`OpenClaw asks for an approval: ${describePairingConnectRequirement(details?.reason)}.`);
    say(`  Request   ${details?.requestId ?? 'not told; the list has it'}`);
    say("Run this on OpenClaw's machine:");
    say('');
    say(`  ${command}`);
    say('');
    say('Waiting for it; Ctrl-C ends this.');
}
const notTaken = ({ code, message }) => code === 'v1_unavailable'
    ? new PairError('unreachable', message, 'V1_WS_URL (or V1_URL) tells where OpenClaw is; openclaw gateway status, on its machine, tells how', 'it is.')
    : new PairError('refused', message);
const notApproved = (waitMs) => new PairError('not_approved', `Nobody approved it within ${waitMs / 1_000} s. Run npm run pair again: it goes on with the same key,`, 'also where it is approved meanwhile.');
//# sourceMappingURL=approval.js.map