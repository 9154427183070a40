import { randomUUID } from 'node:crypto';
import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Logger,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, InvalidTaskError, StoreUnavailableError } from '../tasks/task.errors.js';
import { type ProblemCode, PROBLEMS } from './problem.catalogue.js';
import type { ProblemDto } from './problem.dto.js';
import { ValidationFailedError } from './validation.js';

/** How long a client waits before it tries again, in s. */
const RETRY_AFTER_S = 1;
const NOT_ACKNOWLEDGED =
  'The task was not acknowledged: it may or may not have been stored. Repeating the request with ' +
  'the same Idempotency-Key is safe.';

/** What is told of an error: a code of the catalogue and the words for this time. */
interface Finding {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors?: ProblemDto['errors'];
  readonly errorId?: string;
}

/** Makes a problem document (RFC 9457) of every error; the only place that gives them a wire form. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const { code, detail, errors, errorId } = this.find(error, request);
    const { status, title } = PROBLEMS[code];
    const problem: ProblemDto = {
      type: `urn:openclaw-v2:problem:${code}`,
      title,
      status,
      detail,
      instance: request.url.split('?', 1)[0] ?? '',
      code,
      ...(errors && { errors }),
      ...(errorId !== undefined && { error_id: errorId }),
    };
    if (status === 429 || status === 503) void reply.header('retry-after', RETRY_AFTER_S);
    void reply.status(status).type('application/problem+json').send(JSON.stringify(problem));
  }

  private find(error: unknown, request: FastifyRequest): Finding {
    if (error instanceof ValidationFailedError) {
      return { code: error.code, detail: error.message, errors: [...error.errors] };
    }
    if (error instanceof DomainError) return ofDomain(error, request);
    const status = statusOf(error);
    if (status === 404) {
      return { code: 'route_not_found', detail: `There is no ${request.method} ${request.url}.` };
    }
    if (status === 413) return { code: 'content_too_large', detail: 'The body is too large.' };
    if (status === 415) {
      return {
        code: 'unsupported_media_type',
        detail: 'Send the body as JSON, with content-type: application/json.',
      };
    }
    if (status === 400) return { code: 'malformed_body', detail: messageOf(error) };
    return this.ofOurs(error);
  }

  private ofOurs(error: unknown): Finding {
    const errorId = randomUUID();
    this.logger.error({ err: error, error_id: errorId }, 'A request failed');
    return { code: 'internal_error', detail: `The log has the cause as ${errorId}.`, errorId };
  }
}

function ofDomain(error: DomainError, { method }: FastifyRequest): Finding {
  const { code, message } = error as DomainError & { code: ProblemCode };
  if (error instanceof StoreUnavailableError && method === 'POST') {
    return { code, detail: `${message} ${NOT_ACKNOWLEDGED}` };
  }
  if (error instanceof InvalidTaskError) {
    return { code, detail: message, errors: [{ field: error.field, message }] };
  }
  return { code, detail: message };
}

/** The status that Nest or Fastify give an error of theirs. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const carries = typeof error === 'object' && error !== null && 'statusCode' in error;
  return carries && typeof error.statusCode === 'number' ? error.statusCode : 500;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '');
