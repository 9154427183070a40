import type { Tokens } from './tokens.js';

/** A message as V1 keeps it in a session. */
export interface Row {
  readonly role: 'user' | 'assistant';
  readonly content: string | readonly { readonly type: 'text'; readonly text: string }[];
  readonly idempotencyKey?: string;
  readonly stopReason?: 'stop' | 'length' | 'error';
  readonly errorMessage?: string;
  readonly usage?: Tokens;
  readonly __openclaw?: { readonly runId: string };
}

/** V1's own words in the session of a run that it goes on with after a crash. */
export const RESUMED =
  '[System] Your previous turn was interrupted by a gateway restart. Continue from where you left off.';

/** All sessions, by their keys. What stands here outlives a crash. */
export class Transcripts {
  private readonly sessions = new Map<string, Row[]>();

  rows(sessionKey: string): readonly Row[] {
    return this.sessions.get(sessionKey) ?? [];
  }

  drop(sessionKey: string): void {
    this.sessions.delete(sessionKey);
  }

  has(sessionKey: string, idempotencyKey: string): boolean {
    return this.rows(sessionKey).some((row) => row.idempotencyKey === idempotencyKey);
  }

  /** Whether a message of this run stands there, and more after it. */
  isPast(sessionKey: string, runId: string): boolean {
    const rows = this.rows(sessionKey);
    const at = rows.findIndex((row) => row.idempotencyKey === `${runId}:user`);
    return at >= 0 && at < rows.length - 1;
  }

  ask(sessionKey: string, runId: string, content: string): void {
    // Recorded: the key of a message keeps it from being there twice.
    const idempotencyKey = `${runId}:user`;
    if (this.has(sessionKey, idempotencyKey)) return;
    this.add(sessionKey, { role: 'user', content, idempotencyKey });
  }

  answer(sessionKey: string, runId: string, answer: { text: string; usage: Tokens; cut: boolean }) {
    this.add(sessionKey, {
      role: 'assistant',
      content: [{ type: 'text', text: answer.text }],
      usage: answer.usage,
      stopReason: answer.cut ? 'length' : 'stop',
      __openclaw: { runId },
    });
  }

  fail(sessionKey: string, runId: string, errorMessage: string): void {
    this.add(sessionKey, {
      role: 'assistant',
      content: [],
      stopReason: 'error',
      errorMessage,
      idempotencyKey: `${runId}:terminal-error`,
      __openclaw: { runId },
    });
  }

  private add(sessionKey: string, row: Row): void {
    const rows = this.sessions.get(sessionKey);
    if (rows) rows.push(row);
    else this.sessions.set(sessionKey, [row]);
  }
}
