/** What is wrong with a request before it is about tasks; `code` is one of the catalogue's. */
export abstract class HttpError extends Error {
  abstract readonly code:
    'unauthorized' | 'host_not_allowed' | 'not_acceptable' | 'method_not_allowed';

  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** No key, or a wrong one. */
export class UnauthorizedError extends HttpError {
  readonly code = 'unauthorized';

  constructor() {
    super('Send one of the keys of API_KEYS: Authorization: Bearer <secret>.');
  }
}

/** The Host header names a host that is not ours: another site's page may have sent it here. */
export class HostNotAllowedError extends HttpError {
  readonly code = 'host_not_allowed';

  constructor(host: string) {
    super(`The host ${JSON.stringify(host)} is not one of ALLOWED_HOSTS.`);
  }
}

/** The client takes none of the forms that the answer could have. */
export class NotAcceptableError extends HttpError {
  readonly code = 'not_acceptable';

  constructor() {
    super('The answer is application/json, which the Accept header excludes.');
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
