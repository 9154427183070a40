var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import * as openapi from "@nestjs/swagger";
import { ApiProperty } from '@nestjs/swagger';
export const RESPONSE_STATUSES = [
    'queued',
    'in_progress',
    'completed',
    'incomplete',
    'failed',
    'cancelled',
];
/** Text that was answered. */
export class OutputTextDto {
    /** What kind of part it is. */
    type;
    /** The text. */
    text;
    /** There are none. */
    annotations;
    /** There are none. */
    logprobs;
    static _OPENAPI_METADATA_FACTORY() {
        return { type: { required: true, description: "What kind of part it is.", enum: ["output_text"] }, text: { required: true, type: () => String, description: "The text." }, annotations: { required: true, type: () => [Object], description: "There are none." }, logprobs: { required: true, type: () => [Object], description: "There are none." } };
    }
}
__decorate([
    ApiProperty({ type: 'array', items: { type: 'object' } }),
    __metadata("design:type", Array)
], OutputTextDto.prototype, "annotations", void 0);
__decorate([
    ApiProperty({ type: 'array', items: { type: 'object' } }),
    __metadata("design:type", Array)
], OutputTextDto.prototype, "logprobs", void 0);
/** What was answered. */
export class OutputMessageDto {
    /** What kind of item it is. */
    type;
    /** @example "msg_01a21001-ce8a-70d9-9d4e-09a70750f937" */
    id;
    /** Who says it. */
    role;
    /** `incomplete` where the response failed, was cancelled or was cut. */
    status;
    /** The text, as one part. */
    content;
    static _OPENAPI_METADATA_FACTORY() {
        return { type: { required: true, description: "What kind of item it is.", enum: ["message"] }, id: { required: true, type: () => String, example: "msg_01a21001-ce8a-70d9-9d4e-09a70750f937" }, role: { required: true, description: "Who says it.", enum: ["assistant"] }, status: { required: true, description: "`incomplete` where the response failed, was cancelled or was cut.", enum: ["completed", "in_progress", "incomplete"] }, content: { required: true, type: () => [OutputTextDto], description: "The text, as one part." } };
    }
}
/** Why a response failed. */
export class ResponseErrorDto {
    /**
     * As a task's error has it.
     * @example "v1_refused"
     */
    code;
    /** The same in words. */
    message;
    static _OPENAPI_METADATA_FACTORY() {
        return { code: { required: true, type: () => String, description: "As a task's error has it.", example: "v1_refused" }, message: { required: true, type: () => String, description: "The same in words." } };
    }
}
/** Why an answer is not whole. */
export class IncompleteDetailsDto {
    /** It was cut at the most tokens it may have. */
    reason;
    static _OPENAPI_METADATA_FACTORY() {
        return { reason: { required: true, description: "It was cut at the most tokens it may have.", enum: ["max_output_tokens"] } };
    }
}
/** Of the input. */
export class InputTokensDetailsDto {
    /** V1 tells none: 0. */
    cached_tokens;
    static _OPENAPI_METADATA_FACTORY() {
        return { cached_tokens: { required: true, type: () => Number, description: "V1 tells none: 0." } };
    }
}
/** Of the output. */
export class OutputTokensDetailsDto {
    /** V1 tells none: 0. */
    reasoning_tokens;
    static _OPENAPI_METADATA_FACTORY() {
        return { reasoning_tokens: { required: true, type: () => Number, description: "V1 tells none: 0." } };
    }
}
/** Tokens, as V1 counts them. */
export class ResponseUsageDto {
    /** @example 10239 */
    input_tokens;
    /** Of them. */
    input_tokens_details;
    /** @example 3 */
    output_tokens;
    /** Of them. */
    output_tokens_details;
    /** @example 10242 */
    total_tokens;
    static _OPENAPI_METADATA_FACTORY() {
        return { input_tokens: { required: true, type: () => Number, example: 10239 }, input_tokens_details: { required: true, type: () => InputTokensDetailsDto, description: "Of them." }, output_tokens: { required: true, type: () => Number, example: 3 }, output_tokens_details: { required: true, type: () => OutputTokensDetailsDto, description: "Of them." }, total_tokens: { required: true, type: () => Number, example: 10242 } };
    }
}
/** A response, as OpenAI has it. Times are seconds since 1970. */
export class ResponseDto {
    /**
     * The id of its task, with a prefix.
     * @example "resp_01a21001-ce8a-70d9-9d4e-09a70750f937"
     */
    id;
    /** What kind of object it is. */
    object;
    /** When the task was accepted. */
    created_at;
    /** When it completed. */
    completed_at;
    /** That of the task, by OpenAI's names; `incomplete` where the answer was cut. */
    status;
    /** Whether it was answered at once. */
    background;
    /** Why it failed. */
    error;
    /** Why the answer is not whole, where that is so. */
    incomplete_details;
    /** As they were sent. */
    instructions;
    /** As it was sent. */
    max_output_tokens;
    /** As it was sent. */
    metadata;
    /**
     * As it was sent.
     * @example "openclaw"
     */
    model;
    /** What was answered, so far while it is in progress; empty where nothing was. */
    output;
    /** As it was sent; there is nothing to call. */
    parallel_tool_calls;
    /** The response that it went on from. */
    previous_response_id;
    /** It is kept. */
    store;
    /** As it was sent. */
    temperature;
    /** The answer is text. */
    text;
    /** As it was sent; there is nothing to choose. */
    tool_choice;
    /** There are none. */
    tools;
    /** As it was sent. */
    top_p;
    /** OpenClaw shortens a session that becomes too long by itself. */
    truncation;
    /** Null until it completed, or where V1 did not count. */
    usage;
    /** As it was sent. */
    user;
    static _OPENAPI_METADATA_FACTORY() {
        return { id: { required: true, type: () => String, description: "The id of its task, with a prefix.", example: "resp_01a21001-ce8a-70d9-9d4e-09a70750f937" }, object: { required: true, description: "What kind of object it is.", enum: ["response"] }, created_at: { required: true, type: () => Number, description: "When the task was accepted." }, completed_at: { required: true, type: () => Number, nullable: true, description: "When it completed." }, status: { required: true, description: "That of the task, by OpenAI's names; `incomplete` where the answer was cut.", enum: ["queued", "completed", "failed", "cancelled", "in_progress", "incomplete"] }, background: { required: true, type: () => Boolean, description: "Whether it was answered at once." }, error: { required: true, type: () => ResponseErrorDto, nullable: true, description: "Why it failed." }, incomplete_details: { required: true, type: () => IncompleteDetailsDto, nullable: true, description: "Why the answer is not whole, where that is so." }, instructions: { required: true, type: () => String, nullable: true, description: "As they were sent." }, max_output_tokens: { required: true, type: () => Number, nullable: true, description: "As it was sent." }, metadata: { required: true, type: "object", additionalProperties: { type: "string" }, description: "As it was sent." }, model: { required: true, type: () => String, description: "As it was sent.", example: "openclaw" }, output: { required: true, type: () => [OutputMessageDto], description: "What was answered, so far while it is in progress; empty where nothing was." }, parallel_tool_calls: { required: true, type: () => Boolean, description: "As it was sent; there is nothing to call." }, previous_response_id: { required: true, type: () => String, nullable: true, description: "The response that it went on from." }, store: { required: true, type: () => Boolean, description: "It is kept." }, temperature: { required: true, type: () => Number, nullable: true, description: "As it was sent." }, text: { required: true, type: () => Object, description: "The answer is text." }, tool_choice: { required: true, description: "As it was sent; there is nothing to choose.", enum: ["none", "auto"] }, tools: { required: true, type: () => [Object], description: "There are none." }, top_p: { required: true, type: () => Number, nullable: true, description: "As it was sent." }, truncation: { required: true, description: "OpenClaw shortens a session that becomes too long by itself.", enum: ["auto"] }, usage: { required: true, type: () => ResponseUsageDto, nullable: true, description: "Null until it completed, or where V1 did not count." }, user: { required: true, type: () => String, nullable: true, description: "As it was sent." } };
    }
}
__decorate([
    ApiProperty({ format: 'int64' }),
    __metadata("design:type", Number)
], ResponseDto.prototype, "created_at", void 0);
__decorate([
    ApiProperty({ type: 'number', format: 'int64', nullable: true }),
    __metadata("design:type", Object)
], ResponseDto.prototype, "completed_at", void 0);
__decorate([
    ApiProperty({ type: 'number', format: 'double', nullable: true }),
    __metadata("design:type", Object)
], ResponseDto.prototype, "temperature", void 0);
__decorate([
    ApiProperty({ type: 'object', properties: {} }),
    __metadata("design:type", Object)
], ResponseDto.prototype, "text", void 0);
__decorate([
    ApiProperty({ type: 'array', items: { type: 'object' } }),
    __metadata("design:type", Array)
], ResponseDto.prototype, "tools", void 0);
__decorate([
    ApiProperty({ type: 'number', format: 'double', nullable: true }),
    __metadata("design:type", Object)
], ResponseDto.prototype, "top_p", void 0);
/** A response that was deleted. */
export class DeletedResponseDto {
    /** @example "resp_01a21001-ce8a-70d9-9d4e-09a70750f937" */
    id;
    /** What kind of object it was. */
    object;
    /** It is gone. */
    deleted;
    static _OPENAPI_METADATA_FACTORY() {
        return { id: { required: true, type: () => String, example: "resp_01a21001-ce8a-70d9-9d4e-09a70750f937" }, object: { required: true, description: "What kind of object it was.", enum: ["response"] }, deleted: { required: true, type: () => Boolean, description: "It is gone." } };
    }
}
//# sourceMappingURL=response.dto.js.map