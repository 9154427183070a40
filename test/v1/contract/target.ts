import { afterEach } from '@jest/globals';
import { request } from 'undici';
import { asking, type Call, CHAT } from '../../support/simulator-harness.js';
import { eventually } from '../../support/eventually.js';

/** Longer than anything takes that is not meant to: the first run of an OpenClaw takes seconds. */
export const DEADLINE_MS = 60_000;

/** A run as its model saw it. */
export interface SeenRun {
  /** The last user message of the caller. */
  readonly prompt: string;
  readonly agent: string;
  /** In small letters and without its agent; null: a session of its own. */
  readonly sessionKey: string | null;
  readonly state: 'queued' | 'running' | 'completed' | 'failed' | 'aborted';
}

/** A V1 that the contract is checked on, real or simulated. */
export interface V1Target {
  readonly url: string;
  readonly token: string;
  /** Every run that was started, the oldest first. */
  readonly runs: readonly SeenRun[];
  /** What runs goes on, what is new is refused. There is no way back. */
  drain(): void;
  /** Ends as it were killed, and is there again once this resolves. */
  crash(): Promise<void>;
  /** Forgets the keys of runs, where that can be had without waiting for minutes. */
  forgetKeys?(): void;
}

/** Speaks to a V1 in plain HTTP. */
export class Wire {
  private readonly clients: AbortController[] = [];

  constructor(private readonly target: () => V1Target) {
    // A test that fails leaves its runs behind, which would be in the way of the next.
    afterEach(() => {
      for (const client of this.clients.splice(0)) client.abort();
    });
  }

  /** Sends a request; a header set to '' is left out, a body that is a string goes as it is. */
  async send({ method = 'POST', path = CHAT, headers, body, signal }: Call) {
    const { url, token } = this.target();
    const own = { authorization: `Bearer ${token}`, 'x-openclaw-agent-id': 'main' };
    const sent = Object.entries({ ...own, ...headers }).filter(([, value]) => value !== '');
    return request(url + path, {
      method,
      headers: Object.fromEntries(sent),
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
      signal: signal ?? AbortSignal.timeout(DEADLINE_MS),
    });
  }

  async call(options: Call) {
    const { statusCode, headers, body } = await this.send(options);
    return { status: statusCode, headers, text: await body.text() };
  }

  /** A stream that is read as it comes, from its role chunk on; `leave` disconnects. */
  async open(prompt: string, headers: Record<string, string> = {}) {
    const client = new AbortController();
    this.clients.push(client);
    const asked = { body: asking(prompt), headers, signal: client.signal };
    const { body } = await this.send(asked);
    const seen = {
      text: '',
      ended: false,
      leave: () => {
        client.abort();
      },
    };
    body.setEncoding('utf8');
    body.on('data', (text: string) => (seen.text += text));
    body.on('end', () => (seen.ended = true));
    body.on('error', () => undefined);
    await eventually('the role chunk', () => seen.text.includes('"role"'));
    return seen;
  }

  runsOf(prompt: string): SeenRun[] {
    return this.target().runs.filter((run) => run.prompt === prompt);
  }

  /** Waits until a run with this prompt is in a state. */
  async until(prompt: string, state: SeenRun['state']): Promise<SeenRun> {
    return eventually(
      `"${prompt}" ${state}`,
      () => this.runsOf(prompt).find((run) => run.state === state),
      DEADLINE_MS,
    );
  }
}

let prompts = 0;
/** A prompt that no other test has, with steering words. */
export const unique = (words: string): string => `prompt ${++prompts} ${words}`;
