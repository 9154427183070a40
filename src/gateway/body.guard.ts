import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { MalformedBodyError } from './http.errors.js';
import { unknownField, ValidationFailedError } from './validation.js';

/** How deep a body may be nested; messages need four levels. */
const MAX_DEPTH = 32;

/**
 * Looks at each body before it is turned into a DTO, which neither deep nesting nor fields that
 * every object has would survive in order.
 */
export function guardBodies(fastify: FastifyInstance): void {
  fastify.addHook('preValidation', (request, _reply, done) => {
    const { body } = request;
    const problem = problemOf(body);
    done(problem === null ? inheritedFields(body) : new MalformedBodyError(problem));
  });
}

/**
 * Refuses a body where a call takes none: whoever sends a filter in it would have it ignored.
 * @throws MalformedBodyError
 */
@Injectable()
export class TakesNoBody implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { body } = context.switchToHttp().getRequest<FastifyRequest>();
    const isEmpty = typeof body === 'object' && Object.keys(body ?? {}).length === 0;
    if (body === undefined || isEmpty) return true;
    throw new MalformedBodyError(
      'This call takes no body: what it is to know stands in the address.',
    );
  }
}

/** What is wrong with the values of a body, whatever they mean; null: nothing. */
function problemOf(body: unknown): string | null {
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return `It is nested deeper than ${MAX_DEPTH} levels.`;
    if (level.some((value) => typeof value === 'string' && !value.isWellFormed())) {
      return 'It has half of a surrogate pair, which is no character.';
    }
    if (level.some(hasReservedField)) return 'A field may not be named constructor or prototype.';
    level = level.flatMap(childrenOf);
  }
  return null;
}

/** Nest takes such fields away without a word. */
const hasReservedField = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (Object.hasOwn(value, 'constructor') || Object.hasOwn(value, 'prototype'));

const childrenOf = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values<unknown>({ ...value }) : [];

/** class-transformer passes over fields such as `toString`, which would then not be refused. */
function inheritedFields(body: unknown): ValidationFailedError | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const fields = Object.keys(body).filter((field) => field in Object.prototype);
  if (fields.length === 0) return undefined;
  return new ValidationFailedError(
    fields.map((field) => ({ field, message: unknownField(field) })),
  );
}
