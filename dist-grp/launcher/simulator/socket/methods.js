import { FOR_EVER } from '../simulator.wait.js';
import { readParams, RpcError } from './rpc.js';
/** Recorded: a text is cut at this length in a history, in characters. */
const MAX_SHOWN = 8_000;
/** How many rows of a session are told unless asked otherwise. */
const MAX_ROWS = 200;
/** How many tasks are listed unless asked otherwise, the newest. */
const MAX_TASKS = 100;
const SHARED_SESSION = 'agent:main:main';
const AGENT = {
    message: 'string',
    idempotencyKey: 'string',
    agentId: 'string',
    sessionKey: 'string',
    extraSystemPrompt: 'string',
    timeout: 'number',
};
/** The methods that are used of V1, each with what it answers. */
export class Methods {
    agents;
    runs;
    table;
    constructor(agents, runs) {
        this.agents = agents;
        this.runs = runs;
        this.table = {
            agent: (params) => runs.start(this.read(readParams('agent', params, AGENT, ['message', 'idempotencyKey']))),
            'agent.wait': (params) => this.wait(params),
            'agents.list': () => ({
                defaultId: agents[0],
                agents: agents.map((id) => ({ id })),
            }),
            'chat.history': (params) => this.history(params),
            'sessions.get': (params) => this.session(params),
            'tasks.cancel': (params) => this.cancel(params),
            'tasks.list': (params) => this.tasks(params),
        };
    }
    /** @throws RpcError that refuses */
    call(method, params) {
        const answer = this.table[method];
        if (!answer)
            throw new RpcError('INVALID_REQUEST', `unknown method: ${method}`);
        return answer(params);
    }
    read({ message, idempotencyKey, agentId = 'main', sessionKey }) {
        const agent = String(agentId).toLowerCase();
        const key = String(sessionKey ?? SHARED_SESSION).toLowerCase();
        if (!this.agents.includes(agent)) {
            const what = `invalid agent params: unknown agent id "${String(agentId)}"`;
            throw new RpcError('INVALID_REQUEST', what);
        }
        const owner = /^agent:([^:]*):/.exec(key)?.[1];
        if (owner !== agent) {
            const belongs = `The agent-scoped session key belongs to "${owner ?? ''}", not "${agent}".`;
            throw new RpcError('INVALID_REQUEST', belongs);
        }
        return { runId: String(idempotencyKey), sessionKey: key, agent, message: String(message) };
    }
    async wait(params) {
        const known = { runId: 'string', timeoutMs: 'number' };
        const { runId, timeoutMs } = readParams('agent.wait', params, known, ['runId']);
        const snapshot = await this.runs.wait(String(runId), Number(timeoutMs ?? FOR_EVER));
        return { runId, ...(snapshot ?? { status: 'timeout' }) };
    }
    session(params) {
        const known = { key: 'string', limit: 'number' };
        const { key, limit = MAX_ROWS } = readParams('sessions.get', params, known, ['key']);
        return {
            messages: this.runs.transcripts.rows(String(key).toLowerCase()).slice(-Number(limit)),
        };
    }
    history(params) {
        const known = { sessionKey: 'string', limit: 'number' };
        const { sessionKey, limit } = readParams('chat.history', params, known, ['sessionKey']);
        const key = String(sessionKey).toLowerCase();
        const active = this.runs.active(key);
        const queued = active.filter(({ state }) => state === 'queued');
        const running = active.find(({ state }) => state === 'running');
        const rows = this.runs.transcripts.rows(key).slice(-Number(limit ?? Infinity));
        return {
            sessionKey: key,
            messages: rows.map(shown),
            pendingInputs: {
                items: queued.map(({ runId }) => ({ runId, state: 'queued' })),
                total: queued.length,
            },
            sessionInfo: {
                key,
                hasActiveRun: active.length > 0,
                activeRunIds: active.map(({ runId }) => runId),
            },
            ...(running && { inFlightRun: { runId: running.runId, text: running.text } }),
        };
    }
    tasks(params) {
        const known = { sessionKey: 'string', limit: 'number' };
        const { sessionKey, limit = MAX_TASKS } = readParams('tasks.list', params, known, []);
        const key = sessionKey === undefined ? undefined : String(sessionKey).toLowerCase();
        const tasks = this.runs.tasks(key).slice(0, Number(limit));
        return { tasks: tasks.map(({ task }) => task) };
    }
    cancel(params) {
        const { taskId } = readParams('tasks.cancel', params, { taskId: 'string' }, ['taskId']);
        return this.runs.cancel(String(taskId));
    }
}
const shown = (row) => typeof row.content === 'string'
    ? row
    : {
        ...row,
        content: row.content.map(({ text }) => ({ type: 'text', text: text.slice(0, MAX_SHOWN) })),
    };
//# sourceMappingURL=methods.js.map