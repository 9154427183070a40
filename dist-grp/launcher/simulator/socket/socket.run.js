import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { V1Error } from '../simulator.errors.js';
import { FOR_EVER, wait } from '../simulator.wait.js';
import { ToolUse } from '../steering.js';
import { tokensOf } from './tokens.js';
/** Recorded: a text is cut at this length in snapshots, in characters. */
const MAX_REPLY = 4_096;
/** Recorded: what V1 says where its model says nothing, and where its provider refuses. */
const NOTHING_SAID = "⚠️ Agent couldn't generate a response. Please try again.";
const REFUSED = 'LLM request failed: provider rejected the request schema or tool payload.';
/** One run that was started over a WebSocket. It does not end with the connection that started it. */
export class SocketRun {
    runId;
    sessionKey;
    message;
    seen;
    script;
    taskId = randomUUID();
    createdAt = Date.now();
    state = 'queued';
    text = '';
    seq = 0;
    ending = null;
    tokens = 0;
    tools = 0;
    controller = new AbortController();
    ender = new AbortController();
    constructor(runId, sessionKey, message, seen, script) {
        this.runId = runId;
        this.sessionKey = sessionKey;
        this.message = message;
        this.seen = seen;
        this.script = script;
    }
    get gone() {
        return this.controller.signal;
    }
    get agentId() {
        return this.seen.agent;
    }
    /** Aborts once the end was told. */
    get ended() {
        return this.ender.signal;
    }
    stop() {
        this.controller.abort();
    }
    finish(ending) {
        this.state = 'ended';
        this.ending = ending;
    }
    signalEnd() {
        this.ender.abort();
    }
    /** Says all of it, and tells each piece. @throws AbortError once it is stopped */
    async speak({ say, use, onBreak }) {
        if (this.script.silent)
            await wait(FOR_EVER, this.gone);
        for await (const piece of this.script.speak(this.gone)) {
            if (piece instanceof ToolUse) {
                use(piece, `call_${++this.tools}`);
                continue;
            }
            this.text += piece;
            this.tokens++;
            say(piece);
            // As V1's own pieces do, they leave one by one.
            await nextTurn();
        }
        const { end } = this.script;
        if (end === 'hang')
            await wait(FOR_EVER, this.gone);
        if (end === 'break')
            onBreak();
        if (end instanceof V1Error)
            return this.failed(REFUSED, end.message);
        return this.text === '' ? this.failed(NOTHING_SAID) : this.completed();
    }
    aborted() {
        return {
            snapshot: {
                status: 'error',
                startedAt: this.createdAt,
                endedAt: Date.now(),
                stopReason: 'rpc',
            },
            answer: null,
            error: null,
        };
    }
    /** @param inSession - what its session says, where V1 says more there */
    failed(error, inSession = error) {
        return {
            snapshot: { status: 'error', endedAt: Date.now(), error },
            answer: null,
            error: inSession,
        };
    }
    completed() {
        const terminalReply = { disposition: 'visible', text: this.text.slice(0, MAX_REPLY) };
        return {
            snapshot: { status: 'ok', endedAt: Date.now(), stopReason: 'stop', terminalReply },
            answer: { text: this.text, tokens: this.tokens },
            error: null,
        };
    }
    /** As `tasks.list` has it. */
    get task() {
        const statuses = { completed: 'completed', failed: 'failed', aborted: 'cancelled' };
        const { state } = this.seen;
        const running = state === 'queued' || state === 'running';
        return {
            id: this.taskId,
            taskId: this.taskId,
            kind: 'cli',
            status: running ? 'running' : statuses[state],
            execution: { state: running ? state : 'finished' },
            agentId: this.agentId,
            sessionKey: this.sessionKey,
            runId: this.runId,
            createdAt: this.createdAt,
        };
    }
    get usage() {
        return tokensOf(this.message, this.tokens);
    }
}
//# sourceMappingURL=socket.run.js.map