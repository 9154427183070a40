import { property, stringOrNull } from '../json.js';
/** What V1 puts into a session where it goes on by itself with a run that its own end interrupted. */
const RESUMED = '[System] Your previous turn was interrupted by a gateway restart';
const FAILED = ['error', 'aborted'];
/**
 * Reads the answer of `sessions.get`, which has the newest messages of a session, the oldest first.
 * @param most how many were asked for
 */
export function readTranscript(payload, runKey, most) {
    const messages = property(payload, 'messages');
    const listed = Array.isArray(messages) ? messages : [];
    const isCut = listed.length >= most;
    const turn = turnOf(listed.map(readRow), runKey);
    if (turn === null)
        return { asked: false, answer: null, failure: null, said: '', isCut };
    const rows = turn.filter(({ role }) => role === 'assistant');
    // A key that was sent again too late adds an error to a run that was well.
    const own = rows.filter(({ key }) => key !== `${runKey}:terminal-error`);
    const good = own.findLast(({ stopReason, text }) => isEnd(stopReason) && text.trim() !== '');
    return {
        asked: true,
        answer: good ? answerOf(own, good) : null,
        failure: rows.findLast(({ stopReason }) => FAILED.includes(stopReason ?? ''))?.failure ?? null,
        said: own.map(({ text }) => text).join(''),
        isCut,
    };
}
/** What followed the run's message up to the next one that is another's. */
function turnOf(rows, runKey) {
    const asked = rows.findIndex(({ key }) => key === `${runKey}:user`);
    // Of a long run, its message may be too far back to be listed.
    const start = asked < 0 ? rows.findIndex(({ runId }) => runId === runKey) - 1 : asked;
    if (asked < 0 && start < -1)
        return null;
    const after = rows.slice(start + 1);
    const next = after.findIndex(({ role, text }) => role === 'user' && !text.startsWith(RESUMED));
    return next < 0 ? after : after.slice(0, next);
}
function answerOf(rows, last) {
    // A run that used tools spoke in several messages.
    const said = rows.filter(({ runId }) => runId === last.runId);
    return {
        runId: last.runId,
        text: said.map(({ text }) => text).join(''),
        usage: usageOf(said),
        finishReason: last.stopReason === 'length' ? 'length' : 'stop',
    };
}
const isEnd = (stopReason) => stopReason === 'stop' || stopReason === 'length';
function readRow(message) {
    const text = (name) => stringOrNull(property(message, name));
    return {
        role: text('role'),
        key: text('idempotencyKey') ?? '',
        runId: stringOrNull(property(property(message, '__openclaw'), 'runId')),
        text: textOf(property(message, 'content')),
        stopReason: text('stopReason'),
        failure: text('errorMessage'),
        usage: property(message, 'usage'),
    };
}
function textOf(content) {
    if (!Array.isArray(content))
        return stringOrNull(content) ?? '';
    return content
        .filter((part) => property(part, 'type') === 'text')
        .map((part) => stringOrNull(property(part, 'text')) ?? '')
        .join('');
}
function usageOf(rows) {
    const sum = (name) => rows.reduce((total, { usage }) => total + Number(property(usage, name) ?? 0), 0);
    if (rows.every(({ usage }) => usage === undefined))
        return null;
    const prompt_tokens = sum('input') + sum('cacheRead') + sum('cacheWrite');
    const completion_tokens = sum('output');
    const total_tokens = sum('totalTokens') || prompt_tokens + completion_tokens;
    const usage = { prompt_tokens, completion_tokens, total_tokens };
    return Object.values(usage).every(Number.isSafeInteger) ? usage : null;
}
//# sourceMappingURL=transcript.js.map