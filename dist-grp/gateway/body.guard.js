var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Injectable } from '@nestjs/common';
import { MalformedBodyError } from './http.errors.js';
import { unknownField, ValidationFailedError } from './validation.js';
/** How deep a body may be nested; messages need four levels. */
const MAX_DEPTH = 32;
/**
 * Looks at each body before it is turned into a DTO, which neither deep nesting nor fields that
 * every object has would survive in order.
 */
export function guardBodies(fastify) {
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
let TakesNoBody = class TakesNoBody {
    canActivate(context) {
        const { body } = context.switchToHttp().getRequest();
        const isEmpty = typeof body === 'object' && Object.keys(body ?? {}).length === 0;
        if (body === undefined || isEmpty)
            return true;
        throw new MalformedBodyError('This call takes no body: what it is to know stands in the address.');
    }
};
TakesNoBody = __decorate([
    Injectable()
], TakesNoBody);
export { TakesNoBody };
/** What is wrong with the values of a body, whatever they mean; null: nothing. */
function problemOf(body) {
    let level = [body];
    for (let depth = 0; level.length > 0; depth++) {
        if (depth > MAX_DEPTH)
            return `It is nested deeper than ${MAX_DEPTH} levels.`;
        if (level.some((value) => typeof value === 'string' && !value.isWellFormed())) {
            return 'It has half of a surrogate pair, which is no character.';
        }
        if (level.some(hasReservedField))
            return 'A field may not be named constructor or prototype.';
        level = level.flatMap(childrenOf);
    }
    return null;
}
/** Nest takes such fields away without a word. */
const hasReservedField = (value) => typeof value === 'object' &&
    value !== null &&
    (Object.hasOwn(value, 'constructor') || Object.hasOwn(value, 'prototype'));
const childrenOf = (value) => typeof value === 'object' && value !== null ? Object.values({ ...value }) : [];
/** class-transformer passes over fields such as `toString`, which would then not be refused. */
function inheritedFields(body) {
    if (typeof body !== 'object' || body === null)
        return undefined;
    const fields = Object.keys(body).filter((field) => field in Object.prototype);
    if (fields.length === 0)
        return undefined;
    return new ValidationFailedError(fields.map((field) => ({ field, message: unknownField(field) })));
}
//# sourceMappingURL=body.guard.js.map