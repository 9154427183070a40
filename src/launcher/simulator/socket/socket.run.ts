import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { V1Error } from '../simulator.errors.js';
import type { LiveRun } from '../simulator.runs.js';
import { FOR_EVER, wait } from '../simulator.wait.js';
import { type Script, ToolUse } from '../steering.js';
import { tokensOf } from './tokens.js';

/** Recorded: a text is cut at this length in snapshots, in characters. */
const MAX_REPLY = 4_096;
/** Recorded: what V1 says where its model says nothing, and where its provider refuses. */
const NOTHING_SAID = "⚠️ Agent couldn't generate a response. Please try again.";
const REFUSED = 'LLM request failed: provider rejected the request schema or tool payload.';

/** What `agent.wait` answers once a run has ended. */
export type Snapshot = Readonly<Record<string, unknown>> & { readonly status: 'ok' | 'error' };

/** How a run ended. */
export interface RunEnding {
  readonly snapshot: Snapshot;
  readonly answer: { readonly text: string; readonly tokens: number } | null;
  readonly error: string | null;
}

/** Who is told what a run says and does. */
export interface Speaking {
  readonly say: (delta: string) => void;
  readonly use: (tool: ToolUse, callId: string) => void;
  readonly onBreak: () => void;
}

/** One run that was started over a WebSocket. It does not end with the connection that started it. */
export class SocketRun {
  readonly taskId: string = randomUUID();
  readonly createdAt = Date.now();
  state: 'queued' | 'running' | 'ended' = 'queued';
  text = '';
  seq = 0;
  ending: RunEnding | null = null;
  private tokens = 0;
  private tools = 0;
  private readonly controller = new AbortController();
  private readonly ender = new AbortController();

  constructor(
    readonly runId: string,
    readonly sessionKey: string,
    readonly message: string,
    readonly seen: LiveRun,
    readonly script: Script,
  ) {}

  get gone(): AbortSignal {
    return this.controller.signal;
  }

  get agentId(): string {
    return this.seen.agent;
  }

  /** Aborts once the end was told. */
  get ended(): AbortSignal {
    return this.ender.signal;
  }

  stop(): void {
    this.controller.abort();
  }

  finish(ending: RunEnding): void {
    this.state = 'ended';
    this.ending = ending;
  }

  signalEnd(): void {
    this.ender.abort();
  }

  /** Says all of it, and tells each piece. @throws AbortError once it is stopped */
  async speak({ say, use, onBreak }: Speaking): Promise<RunEnding> {
    if (this.script.silent) await wait(FOR_EVER, this.gone);
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
    if (end === 'hang') await wait(FOR_EVER, this.gone);
    if (end === 'break') onBreak();
    if (end instanceof V1Error) return this.failed(REFUSED, end.message);
    return this.text === '' ? this.failed(NOTHING_SAID) : this.completed();
  }

  aborted(): RunEnding {
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
  failed(error: string, inSession = error): RunEnding {
    return {
      snapshot: { status: 'error', endedAt: Date.now(), error },
      answer: null,
      error: inSession,
    };
  }

  private completed(): RunEnding {
    const terminalReply = { disposition: 'visible', text: this.text.slice(0, MAX_REPLY) };
    return {
      snapshot: { status: 'ok', endedAt: Date.now(), stopReason: 'stop', terminalReply },
      answer: { text: this.text, tokens: this.tokens },
      error: null,
    };
  }

  /** As `tasks.list` has it. */
  get task(): object {
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
