import { type ValidationError, ValidationPipe } from '@nestjs/common';
import type { FieldProblemDto } from './problem.dto.js';
import { quickValidator } from './quick.validator.js';

/** The request breaks the rules of its DTO. */
export class ValidationFailedError extends Error {
  readonly code = 'validation_failed';

  constructor(readonly errors: readonly FieldProblemDto[]) {
    super(errors.map(({ message }) => message).join('; '));
    this.name = 'ValidationFailedError';
  }
}

/** Checks every body, query and parameter against its DTO; unknown fields are refused. */
export const validationPipe = (): ValidationPipe =>
  new ValidationPipe({
    validatorPackage: quickValidator,
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => new ValidationFailedError(errors.flatMap((e) => flatten(e, ''))),
  });

/** What is said of a field that its DTO does not have. */
export const unknownField = (field: string): string => `property ${field} should not exist`;

function flatten(error: ValidationError, parent: string): FieldProblemDto[] {
  const field = parent === '' ? error.property : `${parent}.${error.property}`;
  // Of what kind it has to be comes first: a text is not too large a number.
  const rules = Object.entries(error.constraints ?? {}).sort(
    ([a], [b]) => Number(b.startsWith('is')) - Number(a.startsWith('is')),
  );
  const own = rules.map(([rule, message]) => ({
    field,
    message: rule === 'whitelistValidation' ? unknownField(field) : message,
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, field))];
}
