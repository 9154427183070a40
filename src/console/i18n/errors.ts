import type { TaskErrorDto } from '../../gateway/task.dto.js';
import { ApiError, ConnectionError } from '../api/errors.ts';
import { phraseOf, phrases } from './phrases.ts';

/** Says in the reader's language what went wrong, and what can be done. */
export function inWords(error: unknown): string {
  const p = phrases.value;
  if (error instanceof ConnectionError) return p.noConnection;
  if (!(error instanceof ApiError)) return p.unexpected;
  const { code, status, retryAfter, errorId, message } = error;
  return [
    phraseOf(p.problems, code) ?? p.problemOther(status),
    // Why, only the gateway knows.
    code === 'malformed_body' ? `(${message})` : '',
    retryAfter === null ? '' : p.problemRetryAfter(retryAfter),
    errorId === null ? '' : p.problemLog(errorId),
  ]
    .filter(Boolean)
    .join(' ');
}

/** Says what a field of a submit has to be; the gateway's own words where we have none. */
export const fieldInWords = (field: string, message: string): string =>
  phraseOf(phrases.value.rules, field.split('.')[0] ?? '') ?? message;

/** Says in a sentence why a task failed. */
export const taskErrorInWords = ({ code }: TaskErrorDto): string =>
  phraseOf(phrases.value.taskErrors, code) ?? phrases.value.taskErrorOther(code);

/** The same in a few words. */
export const taskErrorInShort = ({ code }: TaskErrorDto): string =>
  phraseOf(phrases.value.taskErrorsShort, code) ?? code;

/** Says what a pending task waits for. */
export const waitingInWords = (reason: string): string =>
  phraseOf(phrases.value.waiting, reason) ?? phrases.value.waiting.other(reason);
