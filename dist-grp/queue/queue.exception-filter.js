var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { BadRequestException, Catch } from '@nestjs/common';
import { throwError } from 'rxjs';
import { unrecoverable } from './queue.failure.js';
/**
 * Keeps the error of a queue handler: without it Nest answers every error with a generic "Internal
 * server error", and the job would show only that. A malformed payload (the BadRequestException of
 * a ValidationPipe) will not become a well-formed one, so its message is not redelivered.
 *
 * Global filters reach a transport of a hybrid app only with `{ inheritAppConfig: true }`.
 */
let QueueExceptionFilter = class QueueExceptionFilter {
    catch(exception) {
        const error = exception instanceof BadRequestException
            ? unrecoverable(`Malformed payload: ${problems(exception).join('; ')}`, exception)
            : exception;
        return throwError(() => error);
    }
};
QueueExceptionFilter = __decorate([
    Catch()
], QueueExceptionFilter);
export { QueueExceptionFilter };
function problems(exception) {
    const response = exception.getResponse();
    if (typeof response === 'string')
        return [response];
    // A ValidationPipe lists one message for each broken rule.
    if ('message' in response && Array.isArray(response.message))
        return response.message.map(String);
    return [exception.message];
}
//# sourceMappingURL=queue.exception-filter.js.map