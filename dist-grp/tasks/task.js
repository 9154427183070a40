export const TASK_STATUSES = ['pending', 'running', 'completed', 'failed', 'cancelled'];
/**
 * What happens to a task whose run may have begun at V1 and then failed: `safe` ends it, because a
 * second run could send the mail or pay the bill again; `always` runs it again (at least once).
 */
export const RETRY_POLICIES = ['safe', 'always'];
export const CHAT_ROLES = ['system', 'user', 'assistant'];
/** Why an answer is complete: it was said in full, or it was cut at the most tokens it may have. */
export const FINISH_REASONS = ['stop', 'length'];
export const ATTEMPT_OUTCOMES = [
    'running',
    'completed',
    'failed',
    'cancelled',
    'not_begun',
];
export const isTerminal = (status) => status === 'completed' || status === 'failed' || status === 'cancelled';
/** When a pending task may begin. */
export const dueAt = (task) => task.nextAttemptAt ?? task.runAt ?? task.createdAt;
//# sourceMappingURL=task.js.map