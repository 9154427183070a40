import { property, stringOrNull } from '../json.js';
import { readTranscript } from './transcript.js';
/** Length at which V1 cuts what `agent.wait` tells of a text, in characters. */
const CUT = 4_096;
const LIVE = ['queued', 'running'];
/** How many messages of a session are read, the newest: one that is taken up late may be far back. */
export const ROWS = { few: 200, many: 1_000 };
/** As many as V1 lists at once. */
const TASKS = 500;
/** Looks at a run from everywhere that V1 tells of it. */
export async function look(ask, { runKey, sessionKey, rows }) {
    const [session, history, tasks, waited] = await Promise.all([
        ask('sessions.get', { key: sessionKey, limit: rows }),
        ask('chat.history', { sessionKey, limit: 1 }),
        ask('tasks.list', { sessionKey, limit: TASKS }),
        ask('agent.wait', { runId: runKey, timeoutMs: 1 }),
    ]);
    const inFlight = property(history, 'inFlightRun');
    const transcript = readTranscript(session, runKey, rows);
    // Recorded: it is all messages of the run, joined otherwise than they stand in its session.
    const isSaying = property(inFlight, 'runId') === runKey && transcript.said === '';
    return {
        transcript,
        active: readActive(history),
        saying: (isSaying ? stringOrNull(property(inFlight, 'text')) : null) ?? '',
        task: readTask(tasks, runKey),
        liveTasks: liveTasksOf(tasks),
        ending: readEnding(waited),
    };
}
function readTask(tasks, runKey) {
    if (liveTasksOf(tasks).has(runKey))
        return 'live';
    return listOf(tasks, 'tasks').some((row) => property(row, 'runId') === runKey) ? 'over' : null;
}
function liveTasksOf(tasks) {
    const live = listOf(tasks, 'tasks').filter((row) => LIVE.includes(property(row, 'status')));
    return new Map(live.map((row) => {
        const id = stringOrNull(property(row, 'taskId')) ?? stringOrNull(property(row, 'id'));
        return [stringOrNull(property(row, 'runId')) ?? '', id ?? ''];
    }));
}
function readActive(history) {
    const info = property(history, 'sessionInfo');
    const queued = listOf(property(history, 'pendingInputs'), 'items').map((item) => property(item, 'runId'));
    const named = property(info, 'activeRunIds');
    if (property(info, 'hasActiveRun') === true && !Array.isArray(named)) {
        const inFlight = property(property(history, 'inFlightRun'), 'runId');
        const known = [...queued, inFlight].filter((id) => typeof id === 'string');
        return known.length > 0 ? known : null;
    }
    return [...queued, ...listOf(info, 'activeRunIds')].filter((id) => typeof id === 'string');
}
/** Recorded: a bare `timeout` tells nothing; one with `endedAt` is V1's own limit, and an end. */
export function readEnding(waited) {
    const status = property(waited, 'status');
    const ended = status === 'ok' || status === 'error';
    if (!ended && !(status === 'timeout' && property(waited, 'endedAt') !== undefined))
        return null;
    const reply = stringOrNull(property(property(waited, 'terminalReply'), 'text'));
    return {
        status: status === 'ok' ? 'ok' : 'error',
        error: stringOrNull(property(waited, 'error')),
        stopReason: stringOrNull(property(waited, 'stopReason')),
        reply: reply !== null && reply.length < CUT ? reply : null,
    };
}
function listOf(value, name) {
    const list = property(value, name);
    return Array.isArray(list) ? list : [];
}
//# sourceMappingURL=sight.js.map