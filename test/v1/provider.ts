import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { V1Error } from '../../src/launcher/simulator/simulator.errors.js';
import { FOR_EVER, wait } from '../../src/launcher/simulator/simulator.wait.js';
import { readScript, type Script } from '../../src/launcher/simulator/steering.js';
import { type ModelRequest, readCall, type ReadCall } from './provider.call.js';
import { type Turn, turnOf } from './provider.turn.js';

/** A call of the model, and how it went. */
export interface ModelCall extends ReadCall {
  readonly request: ModelRequest;
  readonly state: 'running' | 'completed' | 'failed' | 'aborted';
  /** What the model said so far. */
  readonly said: string;
}

type LiveCall = { -readonly [K in keyof ModelCall]: ModelCall[K] };

/**
 * A model provider that does what the caller's prompt says, by the steering words of the simulator:
 * what steers the one steers a real OpenClaw, too. `[error 400]` is its HTTP status, and
 * `[tool read {"path":"x"}]` has a tool called between the words before it and those after it.
 */
export class ScriptedProvider {
  /** Every call, the oldest first. */
  readonly calls: readonly ModelCall[];
  /** Most calls that ran at once. */
  mostAtOnce = 0;
  private readonly log: LiveCall[] = [];
  private readonly seen = new Map<string, number>();
  private readonly server = createServer((req, res) => void this.serve(req, res));

  private constructor() {
    this.calls = this.log;
  }

  static async open(): Promise<ScriptedProvider> {
    const provider = new ScriptedProvider();
    provider.server.listen(0, '127.0.0.1');
    await once(provider.server, 'listening');
    return provider;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Those with this very prompt. */
  callsOf(prompt: string): ModelCall[] {
    return this.calls.filter((call) => call.prompt === prompt);
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const request = JSON.parse(await textOf(req)) as ModelRequest;
    const call: LiveCall = { ...readCall(request), request, state: 'running', said: '' };
    this.log.push(call);
    const running = this.log.filter(({ state }) => state === 'running').length;
    this.mostAtOnce = Math.max(this.mostAtOnce, running);
    const gone = new AbortController();
    res.on('close', () => {
      if (call.state === 'running') call.state = 'aborted';
      gone.abort();
    });
    const { words, tool } = turnOf(call.prompt, request);
    const script = readScript(words, this.countEarlier(call.prompt));
    // Only that OpenClaw is gone breaks it off.
    await answer(res, call, { script, tool }, gone.signal).catch(() => undefined);
  }

  private countEarlier(prompt: string): number {
    const earlier = this.seen.get(prompt) ?? 0;
    this.seen.set(prompt, earlier + 1);
    return earlier;
  }
}

/** What is done in one call. */
interface Answer {
  readonly script: Script;
  readonly tool: Turn['tool'];
}

async function answer(
  res: ServerResponse,
  call: LiveCall,
  { script, tool }: Answer,
  gone: AbortSignal,
): Promise<void> {
  if (script.silent) await wait(FOR_EVER, gone);
  const error = script.status ?? script.end;
  if (error instanceof V1Error) {
    await wait(script.sleepMs, gone);
    call.state = 'failed';
    fail(res, error.status);
    return;
  }
  await speak(res, call, { script, tool }, gone);
  if (script.end === 'hang') await wait(FOR_EVER, gone);
  call.state = 'completed';
  res.end('data: [DONE]\n\n');
}

function fail(res: ServerResponse, status: number): void {
  const message = `simulated provider error ${status}`;
  res.writeHead(status, { 'content-type': 'application/json' });
  res.end(JSON.stringify({ error: { message, type: 'error', code: status } }));
}

async function speak(
  res: ServerResponse,
  call: LiveCall,
  { script, tool }: Answer,
  gone: AbortSignal,
): Promise<void> {
  const { model, max_completion_tokens: cap } = call.request;
  const send = (body: object) =>
    res.write(`data: ${JSON.stringify({ object: 'chat.completion.chunk', ...body })}\n\n`);
  const choose = (delta: object, finish_reason: string | null = null) =>
    send({ id: 'scripted', model, created: 0, choices: [{ index: 0, delta, finish_reason }] });
  res.writeHead(200, { 'content-type': 'text/event-stream' });
  choose({ role: 'assistant', content: '' });
  let tokens = 0;
  let isCut = false;
  for await (const content of script.speak(gone)) {
    // Tools are called at the end of a turn.
    if (typeof content !== 'string') continue;
    isCut = tokens >= Number(cap ?? Infinity);
    if (isCut) break;
    tokens++;
    call.said += content;
    choose({ content });
  }
  if (script.end === 'hang') return;
  if (tool) choose({ tool_calls: [{ index: 0, type: 'function', ...tool }] });
  choose({}, tool ? 'tool_calls' : isCut ? 'length' : 'stop');
  const usage = { prompt_tokens: 7, completion_tokens: tokens, total_tokens: 7 + tokens };
  send({ id: 'scripted', model, created: 0, choices: [], usage });
}

async function textOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString() || '{}';
}
