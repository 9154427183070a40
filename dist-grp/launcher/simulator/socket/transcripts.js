/** V1's own words in the session of a run that it goes on with after a crash. */
export const RESUMED = '[System] Your previous turn was interrupted by a gateway restart. Continue from where you left off.';
/** All sessions, by their keys. What stands here outlives a crash. */
export class Transcripts {
    sessions = new Map();
    rows(sessionKey) {
        return this.sessions.get(sessionKey) ?? [];
    }
    drop(sessionKey) {
        this.sessions.delete(sessionKey);
    }
    has(sessionKey, idempotencyKey) {
        return this.rows(sessionKey).some((row) => row.idempotencyKey === idempotencyKey);
    }
    /** Whether a message of this run stands there, and more after it. */
    isPast(sessionKey, runId) {
        const rows = this.rows(sessionKey);
        const at = rows.findIndex((row) => row.idempotencyKey === `${runId}:user`);
        return at >= 0 && at < rows.length - 1;
    }
    ask(sessionKey, runId, content) {
        // Recorded: the key of a message keeps it from being there twice.
        const idempotencyKey = `${runId}:user`;
        if (this.has(sessionKey, idempotencyKey))
            return;
        this.add(sessionKey, { role: 'user', content, idempotencyKey });
    }
    answer(sessionKey, runId, answer) {
        this.add(sessionKey, {
            role: 'assistant',
            content: [{ type: 'text', text: answer.text }],
            usage: answer.usage,
            stopReason: answer.cut ? 'length' : 'stop',
            __openclaw: { runId },
        });
    }
    fail(sessionKey, runId, errorMessage) {
        this.add(sessionKey, {
            role: 'assistant',
            content: [],
            stopReason: 'error',
            errorMessage,
            idempotencyKey: `${runId}:terminal-error`,
            __openclaw: { runId },
        });
    }
    add(sessionKey, row) {
        const rows = this.sessions.get(sessionKey);
        if (rows)
            rows.push(row);
        else
            this.sessions.set(sessionKey, [row]);
    }
}
//# sourceMappingURL=transcripts.js.map