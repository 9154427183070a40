import { ValidationPipe } from '@nestjs/common';
/** The request breaks the rules of its DTO. */
export class ValidationFailedError extends Error {
    errors;
    code = 'validation_failed';
    constructor(errors) {
        super(errors.map(({ message }) => message).join('; '));
        this.errors = errors;
        this.name = 'ValidationFailedError';
    }
}
/** Checks every body, query and parameter against its DTO; unknown fields are refused. */
export const validationPipe = () => new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => new ValidationFailedError(errors.flatMap((e) => flatten(e, ''))),
});
/** What is said of a field that its DTO does not have. */
export const unknownField = (field) => `property ${field} should not exist`;
function flatten(error, parent) {
    const field = parent === '' ? error.property : `${parent}.${error.property}`;
    // Of what kind it has to be comes first: a text is not too large a number.
    const rules = Object.entries(error.constraints ?? {}).sort(([a], [b]) => Number(b.startsWith('is')) - Number(a.startsWith('is')));
    const own = rules.map(([rule, message]) => ({
        field,
        message: rule === 'whitelistValidation' ? unknownField(field) : message,
    }));
    return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, field))];
}
//# sourceMappingURL=validation.js.map