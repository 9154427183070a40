import { randomUUID } from 'node:crypto';
import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Logger,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  DomainError,
  InvalidTaskError,
  NotAcknowledgedError,
  StoreUnavailableError,
} from '../tasks/task.errors.js';
import type { AllowedMethods } from './allowed.methods.js';
import { HttpError, MethodNotAllowedError } from './http.errors.js';
import { OpenAiError, sendOpenAiError } from './openai/openai.error.js';
import type { Finding } from './finding.js';
import { pathOf, sendProblem } from './problem.js';
import { PROBLEM_CODES } from './problem.catalogue.js';
import { ValidationFailedError } from './validation.js';

const LOOK_FIRST = 'Whether it was done is not known: look at the task before you ask again.';

/** Finds out what every error is to the caller, who is told as a problem document or as OpenAI does. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  constructor(private readonly methods: AllowedMethods) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const error = statusOf(thrown) === 404 ? this.notFound(thrown, request) : thrown;
    if (error instanceof MethodNotAllowedError)
      void reply.header('allow', error.allowed.join(', '));
    if (error instanceof OpenAiError) sendOpenAiError(request, reply, error);
    else sendProblem(request, reply, this.find(error, request));
  }

  /** Tells a wrong method from a wrong address: Fastify does not. */
  private notFound(error: unknown, { method, url }: FastifyRequest): unknown {
    const allowed = this.methods.of(url);
    const isKnown = allowed.length === 0 || allowed.includes(method);
    return isKnown ? error : new MethodNotAllowedError(method, allowed);
  }

  private find(error: unknown, request: FastifyRequest): Finding {
    if (error instanceof ValidationFailedError) {
      return { code: error.code, detail: error.message, errors: [...error.errors] };
    }
    if (error instanceof HttpError) return { code: error.code, detail: error.message };
    const known = error instanceof DomainError ? ofDomain(error, request) : ofHttp(error, request);
    return known ?? this.ofOurs(error);
  }

  private ofOurs(error: unknown): Finding {
    const errorId = randomUUID();
    this.logger.error({ err: error, error_id: errorId }, 'A request failed');
    return { code: 'internal_error', detail: `The log has the cause as ${errorId}.`, errorId };
  }
}

function ofDomain(error: DomainError, { method }: FastifyRequest): Finding | null {
  const { message } = error;
  const code = PROBLEM_CODES.find((each) => each === error.code);
  if (!code) return null;
  const mayBeDone = error instanceof StoreUnavailableError && method !== 'GET';
  if (mayBeDone && !(error instanceof NotAcknowledgedError)) {
    return { code, detail: `${message} ${LOOK_FIRST}` };
  }
  const errors = error instanceof InvalidTaskError ? [{ field: error.field, message }] : undefined;
  return { code, detail: message, ...(errors && { errors }) };
}

/** What Nest and Fastify find wrong with a request. */
function ofHttp(error: unknown, { method, url }: FastifyRequest): Finding | null {
  switch (statusOf(error)) {
    case 400:
      return { code: 'malformed_body', detail: error instanceof Error ? error.message : '' };
    case 403:
      return {
        code: 'cross_origin',
        detail:
          'The request comes from a page of another site, which may not change anything here.',
      };
    case 404:
      return { code: 'route_not_found', detail: `There is no ${method} ${pathOf(url)}.` };
    case 413:
      return { code: 'content_too_large', detail: 'The body is too large.' };
    case 414:
      return { code: 'headers_too_large', detail: 'The address is too long.' };
    case 415:
      return {
        code: 'unsupported_media_type',
        detail: 'Send the body as JSON, with content-type: application/json.',
      };
    default:
      return null;
  }
}

/** The status that Nest or Fastify give an error of theirs; ours have none. */
function statusOf(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  const carries = typeof error === 'object' && error !== null && 'statusCode' in error;
  return carries && typeof error.statusCode === 'number' ? error.statusCode : null;
}
