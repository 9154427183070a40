import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { InvalidTaskError } from '../tasks/task.errors.js';
import type { Submitter } from '../tasks/task.service.js';
import { NotAcceptableError } from './http.errors.js';

const EVENT_TYPES = ['text/event-stream'];
const JSON_TYPES = ['application/json', 'application/problem+json'];

/** Refuses a request whose client does not take JSON. @throws NotAcceptableError */
@Injectable()
export class AcceptsJson implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    return accepts(context, JSON_TYPES);
  }
}

/** Refuses a request whose client does not take server-sent events. @throws NotAcceptableError */
@Injectable()
export class AcceptsEvents implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    return accepts(context, EVENT_TYPES);
  }
}

function accepts(context: ExecutionContext, types: string[]): true {
  const { raw } = context.switchToHttp().getRequest<FastifyRequest>();
  if (raw.headers.accept === undefined) return true;
  if (new Negotiator(raw).mediaTypes(types).length > 0) return true;
  throw new NotAcceptableError(types[0] ?? '');
}

/** The language of messages for people that the client prefers; Chinese unless it says English. */
export function languageOf(request: FastifyRequest): 'zh' | 'en' {
  if (request.headers['accept-language'] === undefined) return 'zh';
  const preferred = new Negotiator(request.raw).languages()[0]?.toLowerCase() ?? '';
  return preferred.split('-')[0] === 'en' ? 'en' : 'zh';
}

/** Longest wait that can be asked for, in s. */
export const MAX_WAIT_S = 60;

/**
 * How long the client prefers to wait for the result, in s (RFC 7240, section 4.3); null: not at
 * all. A preference that cannot be understood is none.
 */
export function preferredWait(prefer: string | undefined): number | null {
  const seconds = /(?:^|,)\s*wait\s*=\s*"?(\d{1,9})"?\s*(?:[,;]|$)/i.exec(prefer ?? '')?.[1];
  return seconds === undefined ? null : Math.min(Number(seconds), MAX_WAIT_S);
}

/** Whether the client has that already: compares weakly, as If-None-Match does (RFC 9110, section 13.1.2). */
export const isKnownTag = (known: string | undefined, etag: string): boolean => {
  const opaque = (tag: string): string => tag.trim().replace(/^W\//, '');
  return (known ?? '').split(',').some((tag) => ['*', opaque(etag)].includes(opaque(tag)));
};

/** What a client may choose as its key. */
export const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * Who submits a task, as the headers tell.
 * @throws InvalidTaskError where the idempotency key is none
 */
export const submitterOf = (
  client: string,
  headers: Readonly<Record<string, string | undefined>>,
): Submitter => ({
  client,
  idempotencyKey: readIdempotencyKey(headers['idempotency-key']),
  traceparent: headers.traceparent,
});

function readIdempotencyKey(key: string | undefined): string | null {
  if (key === undefined || IDEMPOTENCY_KEY.test(key)) return key ?? null;
  throw new InvalidTaskError(
    'idempotency-key',
    'idempotency-key must be 1 to 255 visible ASCII characters',
  );
}
