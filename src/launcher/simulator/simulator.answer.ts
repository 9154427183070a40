import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { V1Error } from './simulator.errors.js';
import type { ChatRequest } from './simulator.request.js';
import { JSON_TYPE, sendJson } from './simulator.response.js';
import { type Script, ToolUse } from './steering.js';

/** One answer, streamed or whole. */
export class Answer {
  private readonly created = Math.floor(Date.now() / 1_000);
  private text = '';
  private tokens = 0;
  private isCut = false;

  constructor(
    private readonly res: ServerResponse,
    private readonly request: ChatRequest,
    private readonly id: string,
    private readonly script: Script,
    private readonly gone: AbortSignal,
  ) {}

  /** Sends what V1 sends before it calls its model. */
  async begin(): Promise<void> {
    if (!this.request.stream) return;
    this.res.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
    this.res.setHeader('Cache-Control', 'no-cache');
    await this.chunk({ delta: { role: 'assistant' }, finish_reason: null });
  }

  async speak(): Promise<void> {
    for await (const content of this.script.speak(this.gone)) {
      // Over HTTP nothing is told of it.
      if (content instanceof ToolUse) continue;
      this.isCut = this.tokens >= this.request.maxTokens;
      if (this.isCut) break;
      this.tokens++;
      if (this.request.stream) await this.chunk({ delta: { content }, finish_reason: null });
      else this.text += content;
    }
    if (this.script.garbage && this.request.stream) await this.data('{"this is": no JSON');
  }

  async end(): Promise<void> {
    const { end } = this.script;
    if (end === 'break') {
      // "Soon": what was written before still reaches the client.
      this.res.socket?.destroySoon();
    } else if (!this.request.stream) this.endWhole();
    else {
      if (end instanceof V1Error) await this.data(JSON.stringify(end.body));
      else await this.finish();
      if (end !== 'no-done') await this.data('[DONE]');
      this.res.end();
    }
  }

  private endWhole(): void {
    const { end, garbage } = this.script;
    if (end instanceof V1Error) throw end;
    const message = { role: 'assistant', content: this.text };
    const choices = [{ index: 0, message, finish_reason: this.finishReason }];
    const body = { ...this.head('chat.completion'), choices, usage: this.usage() };
    if (garbage) this.res.setHeader('Content-Type', JSON_TYPE).end('{"this is": no JSON');
    else sendJson(this.res, 200, body);
  }

  private async finish(): Promise<void> {
    await this.chunk({ delta: {}, finish_reason: this.finishReason });
    if (!this.request.includeUsage) return;
    const head = this.head('chat.completion.chunk');
    await this.data(JSON.stringify({ ...head, choices: [], usage: this.usage() }));
  }

  private get finishReason(): 'stop' | 'length' {
    return this.isCut ? 'length' : 'stop';
  }

  private head(object: string): object {
    return { id: this.id, object, created: this.created, model: this.request.model };
  }

  /** Rough: a token is a word. */
  private usage(): object {
    const asked = this.request.prompt.split(/\s+/).length;
    const { tokens } = this;
    return { prompt_tokens: asked, completion_tokens: tokens, total_tokens: asked + tokens };
  }

  private chunk(choice: object): Promise<void> {
    const head = this.head('chat.completion.chunk');
    return this.data(JSON.stringify({ ...head, choices: [{ index: 0, ...choice }] }));
  }

  private async data(line: string): Promise<void> {
    const frame = Buffer.from(`data: ${line}\n\n`);
    for (const bytes of this.script.cutCharacters ? cutCharacters(frame) : [frame]) {
      this.gone.throwIfAborted();
      if (!this.res.write(bytes)) await once(this.res, 'drain', { signal: this.gone });
      if (this.script.cutCharacters) await nextTurn();
    }
  }
}

/** Cuts before each byte that continues a character. */
function cutCharacters(bytes: Buffer): Buffer[] {
  const cuts = [...bytes.keys()].filter((at) => at === 0 || ((bytes[at] ?? 0) & 0xc0) === 0x80);
  return cuts.map((at, i) => bytes.subarray(at, cuts[i + 1]));
}
