import type { FieldProblemDto, ProblemDto } from '../../gateway/problem.dto.js';

/** The gateway answered, and not with what was asked for. */
export class ApiError extends Error {
  readonly code: string;
  /** What is wrong with single fields of the request. */
  readonly fields: readonly FieldProblemDto[];
  /** Where to find the cause in the gateway's log. */
  readonly errorId: string | null;

  /** @param retryAfter after how many seconds the gateway asks to come back */
  constructor(
    readonly status: number,
    problem: Partial<ProblemDto>,
    readonly retryAfter: number | null = null,
  ) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`);
    this.name = 'ApiError';
    this.code = problem.code ?? 'unknown';
    this.fields = problem.errors ?? [];
    this.errorId = problem.error_id ?? null;
  }

  /** Whether the same request may well be answered later. */
  get isTransient(): boolean {
    return this.status >= 500 || this.status === 429 || this.status === 408;
  }
}

/** No answer: the gateway is away, or the way to it is. */
export class ConnectionError extends Error {
  constructor(cause: unknown) {
    super('The gateway does not answer.', { cause });
    this.name = 'ConnectionError';
  }
}

/** Whether the same request may well be answered later. */
export const isTransient = (error: unknown): boolean =>
  error instanceof ConnectionError || (error instanceof ApiError && error.isTransient);
