import type { FinishReason, Usage } from '../../tasks/task.js';
import { property, stringOrNull } from '../json.js';

/** A finished answer, whole. */
export interface Answer {
  /** Whose it is: V1 goes on under another id with a run that its own end interrupted. */
  readonly runId: string | null;
  readonly text: string;
  readonly usage: Usage | null;
  readonly finishReason: FinishReason;
}

/** What a session says of one run. It is kept by V1 for good; all else that V1 knows is memory. */
export interface Transcript {
  /** Whether the run's message stands there: it began. */
  readonly asked: boolean;
  readonly answer: Answer | null;
  /** V1's words where the run stands there as failed, and nothing as its answer. */
  readonly failure: string | null;
  /** What the run said so far in messages that are complete. */
  readonly said: string;
  /** Whether there may be more rows than V1 listed: then that something is missing says nothing. */
  readonly isCut: boolean;
}

interface Row {
  readonly role: string | null;
  readonly key: string;
  readonly runId: string | null;
  readonly text: string;
  readonly stopReason: string | null;
  readonly failure: string | null;
  readonly usage: unknown;
}

/** What V1 puts into a session where it goes on by itself with a run that its own end interrupted. */
const RESUMED = '[System] Your previous turn was interrupted by a gateway restart';
const FAILED = ['error', 'aborted'];

/**
 * Reads the answer of `sessions.get`, which has the newest messages of a session, the oldest first.
 * @param most how many were asked for
 */
export function readTranscript(payload: unknown, runKey: string, most: number): Transcript {
  const messages = property(payload, 'messages');
  const listed: unknown[] = Array.isArray(messages) ? messages : [];
  const isCut = listed.length >= most;
  const turn = turnOf(listed.map(readRow), runKey);
  if (turn === null) return { asked: false, answer: null, failure: null, said: '', isCut };
  const rows = turn.filter(({ role }) => role === 'assistant');
  // A key that was sent again too late adds an error to a run that was well.
  const own = rows.filter(({ key }) => key !== `${runKey}:terminal-error`);
  const good = own.findLast(({ stopReason, text }) => isEnd(stopReason) && text.trim() !== '');
  return {
    asked: true,
    answer: good ? answerOf(own, good) : null,
    failure: rows.findLast(({ stopReason }) => FAILED.includes(stopReason ?? ''))?.failure ?? null,
    said: own.map(({ text }) => text).join(''),
    isCut,
  };
}

/** What followed the run's message up to the next one that is another's. */
function turnOf(rows: readonly Row[], runKey: string): Row[] | null {
  const asked = rows.findIndex(({ key }) => key === `${runKey}:user`);
  // Of a long run, its message may be too far back to be listed.
  const start = asked < 0 ? rows.findIndex(({ runId }) => runId === runKey) - 1 : asked;
  if (asked < 0 && start < -1) return null;
  const after = rows.slice(start + 1);
  const next = after.findIndex(({ role, text }) => role === 'user' && !text.startsWith(RESUMED));
  return next < 0 ? after : after.slice(0, next);
}

function answerOf(rows: readonly Row[], last: Row): Answer {
  // A run that used tools spoke in several messages.
  const said = rows.filter(({ runId }) => runId === last.runId);
  return {
    runId: last.runId,
    text: said.map(({ text }) => text).join(''),
    usage: usageOf(said),
    finishReason: last.stopReason === 'length' ? 'length' : 'stop',
  };
}

const isEnd = (stopReason: string | null): boolean =>
  stopReason === 'stop' || stopReason === 'length';

function readRow(message: unknown): Row {
  const text = (name: string) => stringOrNull(property(message, name));
  return {
    role: text('role'),
    key: text('idempotencyKey') ?? '',
    runId: stringOrNull(property(property(message, '__openclaw'), 'runId')),
    text: textOf(property(message, 'content')),
    stopReason: text('stopReason'),
    failure: text('errorMessage'),
    usage: property(message, 'usage'),
  };
}

function textOf(content: unknown): string {
  if (!Array.isArray(content)) return stringOrNull(content) ?? '';
  return content
    .filter((part) => property(part, 'type') === 'text')
    .map((part) => stringOrNull(property(part, 'text')) ?? '')
    .join('');
}

function usageOf(rows: readonly Row[]): Usage | null {
  const sum = (name: string) =>
    rows.reduce((total, { usage }) => total + Number(property(usage, name) ?? 0), 0);
  if (rows.every(({ usage }) => usage === undefined)) return null;
  const prompt_tokens = sum('input') + sum('cacheRead') + sum('cacheWrite');
  const completion_tokens = sum('output');
  const total_tokens = sum('totalTokens') || prompt_tokens + completion_tokens;
  const usage = { prompt_tokens, completion_tokens, total_tokens };
  return Object.values(usage).every(Number.isSafeInteger) ? usage : null;
}
