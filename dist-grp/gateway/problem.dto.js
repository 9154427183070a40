import * as openapi from "@nestjs/swagger";
/** What is wrong with one field. */
export class FieldProblemDto {
    /**
     * Which field, with dots between levels.
     * @example "messages.0.role"
     */
    field;
    /** What was expected of it. */
    message;
    static _OPENAPI_METADATA_FACTORY() {
        return { field: { required: true, type: () => String, description: "Which field, with dots between levels.", example: "messages.0.role" }, message: { required: true, type: () => String, description: "What was expected of it." } };
    }
}
/** A problem document, RFC 9457. */
export class ProblemDto {
    /**
     * A URI that names the kind of problem.
     * @example "urn:openclaw-v2:problem:task_not_found"
     */
    type;
    /** What kind of problem it is, in words. */
    title;
    /** The HTTP status. */
    status;
    /** What happened this time and what can be done. */
    detail;
    /** The path that was asked for. */
    instance;
    /** What kind of problem it is, for programs; it does not change. */
    code;
    /** Each field that is not valid. */
    errors;
    /** Names the line in the log that has the cause, where this is our fault. */
    error_id;
    static _OPENAPI_METADATA_FACTORY() {
        return { type: { required: true, type: () => String, description: "A URI that names the kind of problem.", example: "urn:openclaw-v2:problem:task_not_found" }, title: { required: true, type: () => String, description: "What kind of problem it is, in words." }, status: { required: true, type: () => Number, description: "The HTTP status." }, detail: { required: true, type: () => String, description: "What happened this time and what can be done." }, instance: { required: true, type: () => String, description: "The path that was asked for." }, code: { required: true, description: "What kind of problem it is, for programs; it does not change.", enum: ["unauthorized", "validation_failed", "malformed_body", "malformed_request", "cross_origin", "task_not_found", "route_not_found", "method_not_allowed", "not_acceptable", "request_timeout", "task_conflict", "content_too_large", "unsupported_media_type", "host_not_allowed", "idempotency_key_reused", "queue_full", "too_many_waiters", "headers_too_large", "internal_error", "store_unavailable"] }, errors: { required: false, type: () => [FieldProblemDto], description: "Each field that is not valid." }, error_id: { required: false, type: () => String, description: "Names the line in the log that has the cause, where this is our fault." } };
    }
}
//# sourceMappingURL=problem.dto.js.map