import { type ProblemCode, PROBLEMS } from './problem.catalogue.js';
import type { ProblemDto } from './problem.dto.js';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** How long a client waits before it tries again, in s. */
const RETRY_AFTER_S = 1;

/** What is told of one problem: a code of the catalogue and the words for this time. */
export interface Finding {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors?: ProblemDto['errors'];
  readonly errorId?: string;
}

/** The wire form of a problem (RFC 9457). */
export function toProblem(
  { code, detail, errors, errorId }: Finding,
  instance: string,
): ProblemDto {
  const { status, title } = PROBLEMS[code];
  return {
    type: `urn:openclaw-v2:problem:${code}`,
    title,
    status,
    detail,
    instance,
    code,
    ...(errors && { errors }),
    ...(errorId !== undefined && { error_id: errorId }),
  };
}

/** The headers that a status asks for. */
export function headersOf(status: number, allowed: readonly string[]): Record<string, string> {
  if (status === 429 || status === 503) return { 'retry-after': String(RETRY_AFTER_S) };
  return status === 405 ? { allow: allowed.join(', ') } : {};
}
