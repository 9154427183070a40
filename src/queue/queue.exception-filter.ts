import { BadRequestException, Catch, type RpcExceptionFilter } from '@nestjs/common';
import { throwError, type Observable } from 'rxjs';
import { unrecoverable } from './queue.failure.js';

/**
 * Keeps the error of a queue handler: without it Nest answers every error with a generic "Internal
 * server error", and the job would show only that. A malformed payload (the BadRequestException of
 * a ValidationPipe) will not become a well-formed one, so its message is not redelivered.
 *
 * Global filters reach a transport of a hybrid app only with `{ inheritAppConfig: true }`.
 */
@Catch()
export class QueueExceptionFilter implements RpcExceptionFilter {
  catch(exception: unknown): Observable<never> {
    const error =
      exception instanceof BadRequestException
        ? unrecoverable(`Malformed payload: ${problems(exception).join('; ')}`, exception)
        : exception;
    return throwError(() => error);
  }
}

function problems(exception: BadRequestException): string[] {
  const response = exception.getResponse();
  if (typeof response === 'string') return [response];
  // A ValidationPipe lists one message for each broken rule.
  if ('message' in response && Array.isArray(response.message)) return response.message.map(String);
  return [exception.message];
}
