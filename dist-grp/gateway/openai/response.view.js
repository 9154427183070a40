import { isTerminal } from '../../tasks/task.js';
import { responseIdOf } from './response.id.js';
const STATUSES = {
    pending: 'queued',
    running: 'in_progress',
    completed: 'completed',
    failed: 'failed',
    cancelled: 'cancelled',
};
/** Of a task that came another way. */
const NO_ANNOTATIONS = {
    background: true,
    instructed: false,
    previous_response_id: null,
    user: null,
    tool_choice: 'auto',
    parallel_tool_calls: true,
};
/** How a task looks as a response. */
export function toResponse(task, output) {
    const asked = { ...NO_ANNOTATIONS, ...task.annotations };
    const ended = isTerminal(task.status) && task.finishedAt !== null;
    return {
        id: responseIdOf(task.id),
        object: 'response',
        created_at: toSeconds(task.createdAt),
        completed_at: ended && task.status === 'completed' ? toSeconds(task.finishedAt) : null,
        status: statusOf(task),
        background: asked.background,
        error: task.error && { code: task.error.code, message: task.error.message },
        incomplete_details: isCut(task) ? { reason: 'max_output_tokens' } : null,
        instructions: asked.instructed ? (task.messages?.[0]?.content ?? null) : null,
        max_output_tokens: task.sampling?.max_tokens ?? null,
        metadata: { ...task.metadata },
        model: task.model,
        output: outputOf(task, output),
        parallel_tool_calls: asked.parallel_tool_calls,
        previous_response_id: asked.previous_response_id,
        store: true,
        temperature: task.sampling?.temperature ?? null,
        text: { format: { type: 'text' } },
        tool_choice: asked.tool_choice,
        tools: [],
        top_p: task.sampling?.top_p ?? null,
        truncation: 'auto',
        usage: toUsage(task.usage),
        user: asked.user,
    };
}
function statusOf(task) {
    // Its run goes on without a worker.
    if (task.status === 'pending' && task.rejoinable)
        return 'in_progress';
    return isCut(task) ? 'incomplete' : STATUSES[task.status];
}
/** The message that a response answers with. */
export const messageOf = ({ id }, status, content) => ({ type: 'message', id: itemIdOf(id), role: 'assistant', status, content });
export const textPartOf = (text) => ({
    type: 'output_text',
    text,
    annotations: [],
    logprobs: [],
});
export const itemIdOf = (taskId) => `msg_${taskId}`;
/** Whether the answer is cut at the most tokens it may have. */
export const isCut = ({ status, finishReason }) => status === 'completed' && finishReason === 'length';
/** What a completed task says may be nothing; what another said may be a part. */
function outputOf(task, output) {
    if (task.status === 'completed') {
        const status = isCut(task) ? 'incomplete' : 'completed';
        return [messageOf(task, status, [textPartOf(output)])];
    }
    if (output === '')
        return [];
    const status = task.status === 'running' ? 'in_progress' : 'incomplete';
    return [messageOf(task, status, [textPartOf(output)])];
}
const toUsage = (usage) => usage && {
    input_tokens: usage.prompt_tokens,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: usage.completion_tokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: usage.total_tokens,
};
const toSeconds = (ms) => Math.floor(ms / 1_000);
//# sourceMappingURL=response.view.js.map