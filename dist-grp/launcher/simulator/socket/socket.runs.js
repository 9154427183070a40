import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { newRun } from '../simulator.runs.js';
import { readScript, Script } from '../steering.js';
import { refusal } from './rpc.js';
import { SocketRun } from './socket.run.js';
import { toolEvents } from './tool.events.js';
import { RESUMED, Transcripts } from './transcripts.js';
/** As many of the newest as are remembered. */
export const KEPT_RUNS = 10_000;
const FAILED = '⚠️ Agent run failed (model: simulated).';
/** The runs that were started over WebSockets, and what V1 remembers of them. */
export class SocketRuns {
    seen;
    lanes;
    prompts;
    listeners;
    transcripts = new Transcripts();
    /** In memory, and for some minutes: what a key led to. */
    keys = new Map();
    snapshots = new Map();
    /** The ledger of tasks, which outlives a crash; the oldest first. */
    ledger = [];
    constructor(seen, lanes, prompts, listeners) {
        this.seen = seen;
        this.lanes = lanes;
        this.prompts = prompts;
        this.listeners = listeners;
    }
    /**
     * Starts a run, unless its key was used: then whatever else is asked, it is that run.
     * @throws RpcError that refuses
     */
    start(asked) {
        const known = this.keys.get(asked.runId);
        if (known)
            return this.again(known);
        if (this.transcripts.isPast(asked.sessionKey, asked.runId))
            this.refusePast(asked);
        else
            void this.execute(this.open(asked, this.scriptOf(asked)));
        const { runId, sessionKey, agent: agentId } = asked;
        return { runId, sessionKey, agentId, status: 'accepted', acceptedAt: Date.now() };
    }
    /** @returns null where the time is up, or the run is not known: V1 does not tell which */
    async wait(runId, timeoutMs) {
        const run = this.keys.get(runId);
        if (run && run.state !== 'ended') {
            const timeUp = AbortSignal.timeout(timeoutMs);
            await once(run.ended, 'abort', { signal: timeUp }).catch(() => undefined);
        }
        return this.snapshots.get(runId) ?? null;
    }
    active(sessionKey) {
        return [...this.keys.values()].filter((run) => run.sessionKey === sessionKey && run.state !== 'ended');
    }
    tasks(sessionKey) {
        return this.ledger
            .filter((run) => sessionKey === undefined || run.sessionKey === sessionKey)
            .reverse();
    }
    cancel(taskId) {
        const run = this.ledger.find((other) => other.taskId === taskId);
        const cancelled = run !== undefined && run.state !== 'ended';
        if (cancelled)
            run.stop();
        return { found: run !== undefined, cancelled };
    }
    /** What runs is stopped for good. */
    stop() {
        for (const run of this.keys.values())
            run.stop();
    }
    /** Forgets the keys of runs that have ended, as V1 does after five minutes. */
    forgetKeys() {
        for (const [runId, run] of this.keys)
            if (run.state === 'ended')
                this.keys.delete(runId);
    }
    /** Loses what is in memory, and goes on with what was interrupted, under new ids. */
    crash() {
        const interrupted = [...this.keys.values()].filter(({ state }) => state !== 'ended');
        this.stop();
        this.keys.clear();
        this.snapshots.clear();
        for (const { runId, sessionKey, agentId: agent, message } of interrupted) {
            if (!this.transcripts.has(sessionKey, `${runId}:user`))
                continue;
            const again = { runId: randomUUID(), sessionKey, agent, message };
            this.transcripts.ask(sessionKey, again.runId, RESUMED);
            const resumed = this.open(again, this.scriptOf(again));
            resumed.seen.resumed = true;
            void this.execute(resumed);
        }
    }
    scriptOf({ message }) {
        const script = readScript(message, this.prompts.countEarlier(message));
        if (script.status)
            throw refusal(script.status);
        return script;
    }
    /** @param script - null: the model is not called */
    open({ runId, sessionKey, agent, message }, script) {
        const name = sessionKey.replace(/^agent:[^:]*:/, '');
        const seen = newRun({ prompt: message, agent, sessionKey: name });
        if (script)
            this.seen.add(seen);
        const run = new SocketRun(runId, sessionKey, message, seen, script ?? new Script());
        this.keys.set(runId, run);
        this.ledger.push(run);
        if (this.ledger.length > KEPT_RUNS)
            this.drop(this.ledger.shift());
        return run;
    }
    drop(run) {
        if (!run)
            return;
        if (this.keys.get(run.runId) === run)
            this.keys.delete(run.runId);
        this.snapshots.delete(run.runId);
        const isShared = this.ledger.some(({ sessionKey }) => sessionKey === run.sessionKey);
        if (!isShared)
            this.transcripts.drop(run.sessionKey);
    }
    async execute(run) {
        try {
            const leave = await this.lanes.enter(`${run.agentId} ${run.sessionKey}`, run.gone);
            try {
                this.end(run, await this.speak(run));
            }
            finally {
                leave();
            }
        }
        catch {
            // Only that it was stopped breaks it off.
            this.end(run, run.aborted());
        }
    }
    speak(run) {
        Object.assign(run.seen, { state: 'running', startedAt: Date.now() });
        run.state = 'running';
        this.transcripts.ask(run.sessionKey, run.runId, run.message);
        this.tell(run, 'lifecycle', { phase: 'start', startedAt: Date.now() });
        return run.speak({
            say: (delta) => {
                this.tell(run, 'assistant', { text: run.text, delta });
            },
            use: (tool, callId) => {
                for (const { stream, data } of toolEvents(tool, callId))
                    this.tell(run, stream, data);
            },
            onBreak: () => {
                this.listeners.breakOff(run);
            },
        });
    }
    end(run, ending) {
        if (run.state === 'ended')
            return;
        run.finish(ending);
        const { answer, error, snapshot } = ending;
        if (answer) {
            const said = { text: answer.text, usage: run.usage, cut: false };
            this.transcripts.answer(run.sessionKey, run.runId, said);
        }
        else if (error !== null)
            this.transcripts.fail(run.sessionKey, run.runId, error);
        const state = answer ? 'completed' : error === null ? 'aborted' : 'failed';
        this.seen.settle(run.seen, state);
        // After a crash nobody remembers it.
        if (this.keys.get(run.runId) !== run)
            return;
        this.snapshots.set(run.runId, snapshot);
        this.tell(run, 'lifecycle', { phase: error === null ? 'end' : 'error', ...snapshot });
        run.signalEnd();
    }
    /** Recorded: a key that is sent again once V1 has forgotten it spoils what V1 tells of its run. */
    refusePast(asked) {
        const run = this.open(asked, null);
        this.end(run, run.failed(FAILED));
    }
    again(run) {
        const { runId, sessionKey, agentId, ending } = run;
        if (ending === null)
            return { runId, status: 'in_flight', sessionKey, agentId };
        const { answer, error } = ending;
        if (error !== null)
            return { runId, status: 'error', summary: 'failed' };
        if (!answer)
            return { runId, status: 'timeout', summary: 'aborted', stopReason: 'rpc' };
        return {
            runId,
            status: 'ok',
            summary: 'completed',
            result: { payloads: [{ text: answer.text }] },
        };
    }
    tell(run, stream, data) {
        const { runId, sessionKey, agentId } = run;
        const payload = { runId, stream, data, sessionKey, agentId, seq: ++run.seq, ts: Date.now() };
        if (stream === 'tool')
            this.listeners.tellDetails(run, payload);
        else
            this.listeners.tell('agent', payload);
    }
}
//# sourceMappingURL=socket.runs.js.map