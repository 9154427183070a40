/** What is wrong with a request before it is about tasks; `code` is one of the catalogue's. */
export class HttpError extends Error {
    constructor(message) {
        super(message);
        this.name = new.target.name;
    }
}
/** The body is JSON, and yet nothing that can be read. */
export class MalformedBodyError extends HttpError {
    code = 'malformed_body';
}
/** The body is of another kind than JSON in UTF-8. */
export class UnsupportedMediaTypeError extends HttpError {
    code = 'unsupported_media_type';
    constructor() {
        super('Send the body as JSON in UTF-8, with content-type: application/json.');
    }
}
/** The client takes none of the forms that the answer could have. */
export class NotAcceptableError extends HttpError {
    code = 'not_acceptable';
    constructor(mediaType) {
        super(`The answer is ${mediaType}, which the Accept header excludes.`);
    }
}
/** The address exists, but not for this method. */
export class MethodNotAllowedError extends HttpError {
    allowed;
    code = 'method_not_allowed';
    constructor(method, allowed) {
        super(`${method} is not known here; ${allowed.join(', ')} would be.`);
        this.allowed = allowed;
    }
}
//# sourceMappingURL=http.errors.js.map