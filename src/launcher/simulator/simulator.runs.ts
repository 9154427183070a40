import { randomUUID } from 'node:crypto';
import type { ChatRequest } from './simulator.request.js';

export interface SimulatedRun {
  /** `chatcmpl_<uuid>`, the id in the answer. */
  readonly id: string;
  /** The message that is answered, with its steering words. */
  readonly prompt: string;
  readonly agent: string;
  /** As V1 keeps it: in small letters, without its agent; `openai-user:<user>`; null where there is none. */
  readonly sessionKey: string | null;
  /** When it began to run or, while it is queued, when it was accepted: ms since the epoch. */
  readonly startedAt: number;
  readonly state: 'queued' | 'running' | 'completed' | 'failed' | 'aborted';
  /** Whether V1 began it by itself, to go on with one that its own crash interrupted. */
  readonly resumed: boolean;
}

type AskedRun = Pick<ChatRequest, 'prompt' | 'agent' | 'sessionKey'>;

export const newRun = ({ prompt, agent, sessionKey }: AskedRun): LiveRun => ({
  id: `chatcmpl_${randomUUID()}`,
  prompt,
  agent,
  sessionKey,
  startedAt: Date.now(),
  state: 'queued',
  resumed: false,
});

export type LiveRun = { -readonly [K in keyof SimulatedRun]: SimulatedRun[K] };

/** The newest runs, and how each of them goes. */
export class Runs {
  /** Oldest first. */
  readonly kept: LiveRun[] = [];

  constructor(
    private readonly limit: number,
    private readonly log?: (line: string) => void,
  ) {}

  /** @param gone - aborts the run, unless it has ended */
  record(request: AskedRun, gone: AbortSignal): LiveRun {
    const run = newRun(request);
    this.add(run);
    gone.addEventListener('abort', () => {
      this.settle(run, 'aborted');
    });
    return run;
  }

  add(run: LiveRun): void {
    this.kept.push(run);
    if (this.kept.length > this.limit) this.kept.shift();
    this.log?.(`V1 simulator: run ${run.id} of agent ${run.agent} accepted`);
  }

  settle(run: LiveRun, state: SimulatedRun['state']): void {
    // The first end counts: a socket that closes after it aborts nothing.
    if (run.state !== 'queued' && run.state !== 'running') return;
    run.state = state;
    this.log?.(`V1 simulator: run ${run.id} ${state}`);
  }
}
