import * as openapi from "@nestjs/swagger";
/** What is wrong. */
export class OpenAiErrorDetailsDto {
    /** In words. */
    message;
    /**
     * Which kind of error it is to OpenAI's clients.
     * @example "invalid_request_error"
     */
    type;
    /** The parameter that is not valid. */
    param;
    /**
     * What it is, for programs; it does not change.
     * @example "validation_failed"
     */
    code;
    static _OPENAPI_METADATA_FACTORY() {
        return { message: { required: true, type: () => String, description: "In words." }, type: { required: true, type: () => String, description: "Which kind of error it is to OpenAI's clients.", example: "invalid_request_error" }, param: { required: true, type: () => String, nullable: true, description: "The parameter that is not valid." }, code: { required: true, type: () => String, description: "What it is, for programs; it does not change.", example: "validation_failed" } };
    }
}
/** An error, as OpenAI has it. */
export class OpenAiErrorDto {
    /** What is wrong. */
    error;
    static _OPENAPI_METADATA_FACTORY() {
        return { error: { required: true, type: () => OpenAiErrorDetailsDto, description: "What is wrong." } };
    }
}
//# sourceMappingURL=openai-error.dto.js.map