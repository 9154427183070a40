/** A run that did not end well, with the intent that decides what becomes of its task. */
export class V1Error extends Error {
    name = 'V1Error';
    code;
    v1Status;
    began;
    retryable;
    /** In ms. */
    retryAfterMs;
    constructor(failure, cause) {
        super(failure.message, cause === undefined ? undefined : { cause });
        this.code = failure.code;
        this.v1Status = failure.v1Status;
        this.began = failure.began;
        this.retryable = failure.retryable;
        this.retryAfterMs = failure.retryAfterMs;
    }
}
//# sourceMappingURL=v1.error.js.map