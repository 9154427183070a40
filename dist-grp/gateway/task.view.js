/** How a task looks from outside; `v1IsAway` is whether nothing can begin for want of V1. */
export function toTaskDto({ task, output, now, queuePosition }, v1IsAway) {
    const { task_id, status, ...rest } = toTaskSummaryDto(task, now, v1IsAway);
    return {
        task_id,
        status,
        content: task.content,
        messages: task.messages?.map(({ role, content }) => ({ role, content })) ?? null,
        result: hasResult(task) ? output : null,
        ...rest,
        queue_position: queuePosition,
    };
}
/** How a task looks in a list; `now` is Redis' time of the reading. */
export const toTaskSummaryDto = (task, now, v1IsAway) => ({
    task_id: task.id,
    status: task.status,
    error: toErrorDto(task.error ?? (task.status === 'pending' ? task.lastRefusal : null)),
    client: task.client,
    agent_id: task.agentId,
    session_key: task.sessionKey,
    model: task.model,
    priority: task.priority,
    attempt: task.attempt,
    max_attempts: task.maxAttempts,
    retry: task.retry,
    waiting_for: waitingFor(task, now, v1IsAway),
    cancel_requested_at: toTime(task.cancelRequestedAt),
    usage: task.usage,
    finish_reason: task.finishReason,
    metadata: task.metadata,
    sampling: toSamplingDto(task.sampling),
    simulated: task.simulated,
    created_at: toIso(task.createdAt),
    updated_at: toIso(task.updatedAt),
    started_at: toTime(task.startedAt),
    finished_at: toTime(task.finishedAt),
    run_at: toTime(task.runAt),
    next_attempt_at: toTime(task.nextAttemptAt),
    expires_at: toIso(task.expiresAt),
});
export const toAttemptDto = (attempt) => ({
    number: attempt.number,
    worker: attempt.worker,
    started_at: toIso(attempt.startedAt),
    ended_at: toTime(attempt.endedAt),
    outcome: attempt.outcome,
    error: toErrorDto(attempt.error),
});
export const toProgressDto = (step) => ({
    id: step.id,
    kind: step.kind,
    state: step.state,
    name: step.name,
    text: step.text,
    args: step.args,
    result: step.result,
    at: toIso(step.at),
    offset: step.offset,
});
/** A tag that is another whenever anything of {@link toTaskDto} is (RFC 9110, section 8.8.3). */
export function etagOf({ task, output, now, queuePosition }, v1IsAway) {
    const bytes = Buffer.byteLength(output);
    const place = `${waitingFor(task, now, v1IsAway) ?? ''}.${queuePosition ?? ''}`;
    return `W/"${task.version}.${bytes}.${place}"`;
}
/** Only a task that ran has said something, and be it nothing. */
const hasResult = ({ startedAt }) => startedAt !== null;
function waitingFor(task, now, v1IsAway) {
    if (task.status !== 'pending')
        return null;
    if (task.nextAttemptAt !== null && task.nextAttemptAt > now) {
        return task.lastRefusal?.code.startsWith('v1_') ? 'v1' : 'retry';
    }
    if (task.runAt !== null && task.runAt > now)
        return 'run_at';
    if (v1IsAway)
        return 'v1';
    return task.rejoinable ? 'rejoin' : 'worker';
}
function toSamplingDto(sampling) {
    const { stop, ...rest } = sampling ?? {};
    return sampling && { ...rest, ...(stop && { stop: [...stop] }) };
}
const toErrorDto = (error) => error && { code: error.code, message: error.message, v1_status: error.v1Status };
const toIso = (time) => new Date(time).toISOString();
const toTime = (time) => (time === null ? null : toIso(time));
//# sourceMappingURL=task.view.js.map