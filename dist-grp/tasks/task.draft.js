import { DEFAULTS, YEAR_MS } from './create-task.dto.js';
import { requestHash } from './request-hash.js';
import { singleTurnOf } from './single.turn.js';
import { ContentTooLargeError, InvalidTaskError } from './task.errors.js';
import { newTaskId } from './task.id.js';
import { timeOf } from './times.js';
/**
 * What is stored of a request: its values, with the defaults for those that it leaves out.
 * @throws ContentTooLargeError; InvalidTaskError where two values contradict each other
 */
export function draftOf(request, { hasOwnSession, ...by }, settings) {
    checkContent(request, settings.maxContentBytes);
    if (settings.v1Protocol === 'ws')
        checkSingleTurn(request);
    const id = newTaskId();
    return {
        id,
        ...by,
        content: request.content ?? null,
        messages: request.messages ?? null,
        agentId: agentOf(request, settings.v1AgentId),
        sessionKey: request.session_key ?? (hasOwnSession ? id : null),
        model: request.model ?? settings.v1Model,
        priority: request.priority ?? DEFAULTS.priority,
        retry: request.retry ?? DEFAULTS.retry,
        maxAttempts: request.max_attempts ?? DEFAULTS.maxAttempts,
        timeoutMs: request.timeout_ms ?? settings.taskTimeoutMs,
        expiresInMs: request.expires_in_ms ?? settings.taskExpiresMs,
        metadata: request.metadata ?? null,
        sampling: request.sampling ?? null,
        runInMs: runInMs(request),
        requestHash: by.idempotencyKey === null ? null : requestHash(valuesOf(request)),
    };
}
/** What a request says, whatever way it says it: defaults written out, times as numbers. */
const valuesOf = (request) => ({
    ...request,
    priority: request.priority ?? DEFAULTS.priority,
    retry: request.retry ?? DEFAULTS.retry,
    max_attempts: request.max_attempts ?? DEFAULTS.maxAttempts,
    run_at: request.run_at && Date.parse(request.run_at),
});
function checkContent(request, maxBytes) {
    const { content = null, messages = null } = request;
    if (content !== null && messages) {
        throw new InvalidTaskError('messages', 'messages and content exclude each other');
    }
    if (messages && !messages.some(({ role }) => role === 'user')) {
        throw new InvalidTaskError('messages', 'messages must have one of role user');
    }
    const bytes = Buffer.byteLength(content ?? JSON.stringify(messages));
    if (bytes > maxBytes)
        throw new ContentTooLargeError(bytes, maxBytes);
}
/** Better refused than never run: over a WebSocket OpenClaw takes one message. */
function checkSingleTurn({ content = '', messages, sampling }) {
    const turn = singleTurnOf({
        messages: messages ?? [{ role: 'user', content }],
        sampling: sampling ?? null,
    });
    if ('refusal' in turn)
        throw new InvalidTaskError(turn.field, turn.refusal);
}
/** The agent that is named, by itself or in the model (`openclaw/<agent>`); V1 knows no case. */
function agentOf({ agent_id: agentId, model }, fallback) {
    const named = model?.split('/', 2)[1];
    // V1's alias for whichever agent it takes by itself: it names none.
    const ofModel = named === 'default' ? undefined : named;
    if (agentId && ofModel && agentId.toLowerCase() !== ofModel.toLowerCase()) {
        throw new InvalidTaskError('agent_id', `agent_id and model name two agents: ${agentId} and ${ofModel}`);
    }
    return agentId ?? ofModel ?? fallback;
}
function runInMs(request) {
    const runAt = request.run_at ?? null;
    const delayMs = request.delay_ms ?? null;
    if (runAt === null)
        return delayMs;
    if (delayMs !== null) {
        throw new InvalidTaskError('delay_ms', 'delay_ms and run_at exclude each other');
    }
    const at = timeOf(runAt);
    const inMs = (at ?? 0) - Date.now();
    if (at === null || inMs > YEAR_MS) {
        throw new InvalidTaskError('run_at', 'run_at must be a time that exists, at most a year ahead');
    }
    return Math.max(0, inMs);
}
//# sourceMappingURL=task.draft.js.map