var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var ProblemFilter_1;
import { randomUUID } from 'node:crypto';
import { Catch, HttpException, Logger, } from '@nestjs/common';
import { DomainError, InvalidTaskError, NotAcknowledgedError, StoreUnavailableError, } from '../tasks/task.errors.js';
import { HttpError, MethodNotAllowedError } from './http.errors.js';
import { OpenAiError, sendOpenAiError } from './openai/openai.error.js';
import { pathOf, sendProblem } from './problem.js';
import { PROBLEM_CODES } from './problem.catalogue.js';
import { ValidationFailedError } from './validation.js';
const LOOK_FIRST = 'Whether it was done is not known: look at the task before you ask again.';
/** Finds out what every error is to the caller, who is told as a problem document or as OpenAI does. */
let ProblemFilter = ProblemFilter_1 = class ProblemFilter {
    methods;
    logger = new Logger(ProblemFilter_1.name);
    constructor(methods) {
        this.methods = methods;
    }
    catch(thrown, host) {
        const http = host.switchToHttp();
        const request = http.getRequest();
        const reply = http.getResponse();
        const error = statusOf(thrown) === 404 ? this.notFound(thrown, request) : thrown;
        if (error instanceof MethodNotAllowedError)
            void reply.header('allow', error.allowed.join(', '));
        if (error instanceof OpenAiError)
            sendOpenAiError(request, reply, error);
        else
            sendProblem(request, reply, this.find(error, request));
    }
    /** Tells a wrong method from a wrong address: Fastify does not. */
    notFound(error, { method, url }) {
        const allowed = this.methods.of(url);
        const isKnown = allowed.length === 0 || allowed.includes(method);
        return isKnown ? error : new MethodNotAllowedError(method, allowed);
    }
    find(error, request) {
        if (error instanceof ValidationFailedError) {
            return { code: error.code, detail: error.message, errors: [...error.errors] };
        }
        if (error instanceof HttpError)
            return { code: error.code, detail: error.message };
        const known = error instanceof DomainError ? ofDomain(error, request) : ofHttp(error, request);
        return known ?? this.ofOurs(error);
    }
    ofOurs(error) {
        const errorId = randomUUID();
        this.logger.error({ err: error, error_id: errorId }, 'A request failed');
        return { code: 'internal_error', detail: `The log has the cause as ${errorId}.`, errorId };
    }
};
ProblemFilter = ProblemFilter_1 = __decorate([
    Catch(),
    __metadata("design:paramtypes", [Function])
], ProblemFilter);
export { ProblemFilter };
function ofDomain(error, { method }) {
    const { message } = error;
    const code = PROBLEM_CODES.find((each) => each === error.code);
    if (!code)
        return null;
    const mayBeDone = error instanceof StoreUnavailableError && method !== 'GET';
    if (mayBeDone && !(error instanceof NotAcknowledgedError)) {
        return { code, detail: `${message} ${LOOK_FIRST}` };
    }
    const errors = error instanceof InvalidTaskError ? [{ field: error.field, message }] : undefined;
    return { code, detail: message, ...(errors && { errors }) };
}
/** What Nest and Fastify find wrong with a request. */
function ofHttp(error, { method, url }) {
    switch (statusOf(error)) {
        case 400:
            return { code: 'malformed_body', detail: error instanceof Error ? error.message : '' };
        case 403:
            return {
                code: 'cross_origin',
                detail: 'The request comes from a page of another site, which may not change anything here.',
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
function statusOf(error) {
    if (error instanceof HttpException)
        return error.getStatus();
    const carries = typeof error === 'object' && error !== null && 'statusCode' in error;
    return carries && typeof error.statusCode === 'number' ? error.statusCode : null;
}
//# sourceMappingURL=problem.filter.js.map