import { createHash } from 'node:crypto';
/** What a task asks of V1. */
export function runRequestOf({ task, rejoin }) {
    return {
        runKey: `${task.id}.${task.attempt}`,
        messages: task.messages ?? [{ role: 'user', content: task.content ?? '' }],
        agentId: task.agentId,
        sessionKey: task.sessionKey === null ? null : v1SessionKey(task, task.sessionKey),
        model: task.model,
        sampling: task.sampling,
        timeoutMs: task.timeoutMs,
        rejoin,
    };
}
/**
 * A caller's own key could name another agent's or the operator's session, so V1 gets one in a
 * namespace of ours. V1 lower-cases its keys, which is why the caller's is hashed. It names the agent,
 * too: in an OpenClaw of several agents, a key that names none is nobody's, and the run fails.
 */
function v1SessionKey({ agentId, client }, sessionKey) {
    const digest = createHash('sha256').update(sessionKey).digest('hex').slice(0, 32);
    return `agent:${agentId.toLowerCase()}:v2:${client.toLowerCase()}:${digest}`;
}
//# sourceMappingURL=run.request.js.map