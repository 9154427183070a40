import { Injectable } from '@nestjs/common';
import type { Dispatcher } from 'undici';

import { AppConfig } from '../config/app.config.js';
import type { RunNews, RunRequest } from '../tasks/run.js';
import type { V1Report } from '../tasks/task.store.js';
import { header, mediaType, readAnswer, type V1Answer } from './answer.js';
import { ChatStream } from './chat.stream.js';
import { classifyAnswer } from './classify.js';
import { stopped } from './deadlines.js';
import { outcomeUnknown } from './failures.js';
import { probe } from './probe.js';
import { ResultReader } from './run.result.js';
import { V1Client, type RunResult } from './v1.client.js';
import { V1Connection } from './v1.connection.js';
import { V1Error } from './v1.error.js';

/** How long each of a probe's two questions may take, in ms. */
const PROBE_MS = 2_000;
/** Longest event whatever MAX_RESULT_BYTES says, in characters; the engine's limit is twice that. */
const MAX_EVENT_LENGTH = 268_435_456;

/** Runs tasks over V1's OpenAI-compatible endpoint, always as a stream. */
@Injectable()
export class HttpV1Client extends V1Client {
  override readonly canRejoin = false;
  private lastSimulated = false;

  constructor(private readonly config: AppConfig) {
    super();
  }

  override get simulated(): boolean {
    return this.lastSimulated;
  }

  override async *run(
    request: RunRequest,
    signal: AbortSignal,
  ): AsyncGenerator<RunNews, RunResult, void> {
    if (signal.aborted) throw new V1Error(stopped(false));
    const connection = new V1Connection(this.config.v1Url, {
      connectMs: this.config.v1ConnectTimeoutMs,
      idleMs: this.config.v1IdleTimeoutMs,
      totalMs: request.timeoutMs,
    });
    const { stop } = connection.deadlines;
    signal.addEventListener('abort', stop, { once: true });
    try {
      const result = this.resultReader();
      // One loop, and nothing asynchronous inside: it goes round for each word of each run.
      for await (const chunk of await this.begin(connection, request)) {
        connection.deadlines.heard();
        for (const news of result.read(chunk)) yield news;
        if (result.end) return result.end;
        connection.deadlines.waiting();
      }
      throw new V1Error(outcomeUnknown('The stream of V1 ended too early.'));
    } catch (error) {
      throw connection.toV1Error(error);
    } finally {
      signal.removeEventListener('abort', stop);
      await connection.close();
    }
  }

  override async probe(): Promise<V1Report> {
    const verdict = await probe((path) => this.ask(path));
    return { url: this.config.v1Url, simulated: this.lastSimulated, models: null, ...verdict };
  }

  private resultReader(): ResultReader {
    const { v1Token, maxResultBytes } = this.config;
    // An escape such as \n takes two characters for one byte of the result.
    const maxEventLength = Math.min(2 * maxResultBytes + 65_536, MAX_EVENT_LENGTH);
    return new ResultReader(new ChatStream(maxEventLength), maxResultBytes, v1Token);
  }

  /** @returns what V1 streams. @throws V1Error where it answers otherwise */
  private async begin(
    connection: V1Connection,
    request: RunRequest,
  ): Promise<AsyncIterable<Uint8Array>> {
    const response = await connection.request({
      method: 'POST',
      path: '/v1/chat/completions',
      headers: this.headers(request),
      body: requestBody(request),
    });
    this.note(response);
    if (response.statusCode !== 200 || mediaType(response.headers) !== 'text/event-stream') {
      const answer = await readAnswer(response, this.config.v1Token);
      throw new V1Error(classifyAnswer(answer, Date.now()));
    }
    connection.deadlines.waiting();
    return response.body;
  }

  private async ask(path: string): Promise<V1Answer> {
    const limits = { connectMs: PROBE_MS, idleMs: PROBE_MS, totalMs: PROBE_MS };
    const connection = new V1Connection(this.config.v1Url, limits);
    try {
      const response = await connection.request({
        method: 'GET',
        path,
        headers: this.authorization(),
      });
      this.note(response);
      return await readAnswer(response, this.config.v1Token);
    } catch (error) {
      throw connection.toV1Error(error);
    } finally {
      await connection.close();
    }
  }

  /** All that V1 gets besides the body: a caller's header could reach another agent or session. */
  private headers(request: RunRequest): Record<string, string> {
    return {
      ...this.authorization(),
      'content-type': 'application/json',
      'x-openclaw-agent-id': request.agentId,
      ...(request.sessionKey === null ? {} : { 'x-openclaw-session-key': request.sessionKey }),
    };
  }

  private authorization(): Record<string, string> {
    const { v1Token } = this.config;
    return v1Token === null ? {} : { authorization: `Bearer ${v1Token}` };
  }

  private note({ headers }: Dispatcher.ResponseData): void {
    this.lastSimulated = header(headers, 'x-openclaw-simulator') === 'true';
  }
}

const requestBody = ({ model, messages, sampling }: RunRequest): string =>
  JSON.stringify({
    model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    ...sampling,
    stream: true,
    stream_options: { include_usage: true },
  });
