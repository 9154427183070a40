var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Injectable } from '@nestjs/common';
import Negotiator from 'negotiator';
import { InvalidTaskError } from '../tasks/task.errors.js';
import { NotAcceptableError } from './http.errors.js';
const EVENT_TYPES = ['text/event-stream'];
const JSON_TYPES = ['application/json', 'application/problem+json'];
/** Refuses a request whose client does not take JSON. @throws NotAcceptableError */
let AcceptsJson = class AcceptsJson {
    canActivate(context) {
        return accepts(context, JSON_TYPES);
    }
};
AcceptsJson = __decorate([
    Injectable()
], AcceptsJson);
export { AcceptsJson };
/** Refuses a request whose client does not take server-sent events. @throws NotAcceptableError */
let AcceptsEvents = class AcceptsEvents {
    canActivate(context) {
        return accepts(context, EVENT_TYPES);
    }
};
AcceptsEvents = __decorate([
    Injectable()
], AcceptsEvents);
export { AcceptsEvents };
function accepts(context, types) {
    const { raw } = context.switchToHttp().getRequest();
    if (raw.headers.accept === undefined)
        return true;
    if (new Negotiator(raw).mediaTypes(types).length > 0)
        return true;
    throw new NotAcceptableError(types[0] ?? '');
}
/** The language of messages for people that the client prefers; Chinese unless it says English. */
export function languageOf(request) {
    if (request.headers['accept-language'] === undefined)
        return 'zh';
    const preferred = new Negotiator(request.raw).languages()[0]?.toLowerCase() ?? '';
    return preferred.split('-')[0] === 'en' ? 'en' : 'zh';
}
/** Longest wait that can be asked for, in s. */
export const MAX_WAIT_S = 60;
/**
 * How long the client prefers to wait for the result, in s (RFC 7240, section 4.3); null: not at
 * all. A preference that cannot be understood is none.
 */
export function preferredWait(prefer) {
    const seconds = /(?:^|,)\s*wait\s*=\s*"?(\d{1,9})"?\s*(?:[,;]|$)/i.exec(prefer ?? '')?.[1];
    return seconds === undefined ? null : Math.min(Number(seconds), MAX_WAIT_S);
}
/** Whether the client has that already: compares weakly, as If-None-Match does (RFC 9110, section 13.1.2). */
export const isKnownTag = (known, etag) => {
    const opaque = (tag) => tag.trim().replace(/^W\//, '');
    return (known ?? '').split(',').some((tag) => ['*', opaque(etag)].includes(opaque(tag)));
};
/** What a client may choose as its key. */
export const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;
/**
 * Who submits a task, as the headers tell.
 * @throws InvalidTaskError where the idempotency key is none
 */
export const submitterOf = (client, headers) => ({
    client,
    idempotencyKey: readIdempotencyKey(headers['idempotency-key']),
    traceparent: headers.traceparent,
});
function readIdempotencyKey(key) {
    if (key === undefined || IDEMPOTENCY_KEY.test(key))
        return key ?? null;
    throw new InvalidTaskError('idempotency-key', 'idempotency-key must be 1 to 255 visible ASCII characters');
}
//# sourceMappingURL=negotiation.js.map