import { randomUUID } from 'node:crypto';
import { HttpV1Client } from '../v1/http-v1.client.js';
import { V1Error } from '../v1/v1.error.js';
import { ConnectError } from './connect.error.js';
const PROMPT = 'Answer with the one word: pong';
/** How long the agent may take, in ms. The first call after its start takes OpenClaw seconds. */
const TIMEOUT_MS = 180_000;
/** As much of an answer as is shown, in characters. */
const MAX_SHOWN = 80;
/**
 * Has the configured agent answer once, the way a worker has it run a task; in a session of its own.
 * @throws ConnectError `call_failed`
 */
export async function tryCall(config) {
    const began = performance.now();
    let text = '';
    const request = {
        runKey: `${randomUUID()}.1`,
        messages: [{ role: 'user', content: PROMPT }],
        agentId: config.v1AgentId,
        sessionKey: null,
        model: config.v1Model,
        sampling: null,
        timeoutMs: TIMEOUT_MS,
        rejoin: null,
    };
    try {
        const { usage } = await new HttpV1Client(config).run(request, new AbortController().signal, {
            said: (piece) => (text += piece),
            did: () => undefined,
            restarted: () => Promise.resolve(),
        });
        return { text: oneLine(text), ms: performance.now() - began, usage };
    }
    catch (error) {
        if (!(error instanceof V1Error))
            throw error;
        throw new ConnectError('call_failed', `The call failed: ${error.message}`, 'OpenClaw can be reached and takes the token; what its agent lacks, its log tells: openclaw logs', 'To connect without a call:  npm run connect -- --no-call');
    }
}
function oneLine(text) {
    // Control characters of an answer could steer the terminal.
    const line = text.replace(/[\p{C}\s]+/gu, ' ').trim();
    return line.length > MAX_SHOWN ? `${line.slice(0, MAX_SHOWN)} …` : line;
}
//# sourceMappingURL=trial.call.js.map