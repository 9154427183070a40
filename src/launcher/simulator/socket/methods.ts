import { FOR_EVER } from '../simulator.wait.js';
import { type Params, readParams, RpcError } from './rpc.js';
import type { Asked, SocketRuns } from './socket.runs.js';
import type { Row } from './transcripts.js';

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
} as const;

type Method = (params: unknown) => object | Promise<object>;

/** The methods that are used of V1, each with what it answers. */
export class Methods {
  private readonly table: Readonly<Record<string, Method>>;

  constructor(
    private readonly agents: readonly string[],
    private readonly runs: SocketRuns,
  ) {
    this.table = {
      agent: (params) =>
        runs.start(this.read(readParams('agent', params, AGENT, ['message', 'idempotencyKey']))),
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
  call(method: string, params: unknown): object | Promise<object> {
    const answer = this.table[method];
    if (!answer) throw new RpcError('INVALID_REQUEST', `unknown method: ${method}`);
    return answer(params);
  }

  private read({ message, idempotencyKey, agentId = 'main', sessionKey }: Params): Asked {
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

  private async wait(params: unknown): Promise<object> {
    const known = { runId: 'string', timeoutMs: 'number' } as const;
    const { runId, timeoutMs } = readParams('agent.wait', params, known, ['runId']);
    const snapshot = await this.runs.wait(String(runId), Number(timeoutMs ?? FOR_EVER));
    return { runId, ...(snapshot ?? { status: 'timeout' }) };
  }

  private session(params: unknown): object {
    const known = { key: 'string', limit: 'number' } as const;
    const { key, limit = MAX_ROWS } = readParams('sessions.get', params, known, ['key']);
    return {
      messages: this.runs.transcripts.rows(String(key).toLowerCase()).slice(-Number(limit)),
    };
  }

  private history(params: unknown): object {
    const known = { sessionKey: 'string', limit: 'number' } as const;
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

  private tasks(params: unknown): object {
    const known = { sessionKey: 'string', limit: 'number' } as const;
    const { sessionKey, limit = MAX_TASKS } = readParams('tasks.list', params, known, []);
    const key = sessionKey === undefined ? undefined : String(sessionKey).toLowerCase();
    const tasks = this.runs.tasks(key).slice(0, Number(limit));
    return { tasks: tasks.map(({ task }) => task) };
  }

  private cancel(params: unknown): object {
    const { taskId } = readParams('tasks.cancel', params, { taskId: 'string' }, ['taskId']);
    return this.runs.cancel(String(taskId));
  }
}

const shown = (row: Row): Row =>
  typeof row.content === 'string'
    ? row
    : {
        ...row,
        content: row.content.map(({ text }) => ({ type: 'text', text: text.slice(0, MAX_SHOWN) })),
      };
