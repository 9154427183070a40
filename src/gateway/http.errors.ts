/** What is wrong with a request before it is about tasks; `code` is one of the catalogue's. */
export abstract class HttpError extends Error {
  abstract readonly code:
    'malformed_body' | 'unsupported_media_type' | 'not_acceptable' | 'method_not_allowed';

  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** The body is JSON, and yet nothing that can be read. */
export class MalformedBodyError extends HttpError {
  readonly code = 'malformed_body';
}

/** The body is of another kind than JSON in UTF-8. */
export class UnsupportedMediaTypeError extends HttpError {
  readonly code = 'unsupported_media_type';

  constructor() {
    super('Send the body as JSON in UTF-8, with content-type: application/json.');
  }
}

/** The client takes none of the forms that the answer could have. */
export class NotAcceptableError extends HttpError {
  readonly code = 'not_acceptable';

  constructor(mediaType: string) {
    super(`The answer is ${mediaType}, which the Accept header excludes.`);
  }
}

/** The address exists, but not for this method. */
export class MethodNotAllowedError extends HttpError {
  readonly code = 'method_not_allowed';

  constructor(
    method: string,
    readonly allowed: readonly string[],
  ) {
    super(`${method} is not known here; ${allowed.join(', ')} would be.`);
  }
}
