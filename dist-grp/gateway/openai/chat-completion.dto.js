var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import * as openapi_import_1 from "../task.dto.js";
import * as openapi from "@nestjs/swagger";
import { ApiProperty } from '@nestjs/swagger';
/** What was answered. */
export class CompletionMessageDto {
    /** Who says it. */
    role;
    /** What is said. */
    content;
    /** V1 tells none. */
    refusal;
    static _OPENAPI_METADATA_FACTORY() {
        return { role: { required: true, description: "Who says it.", enum: ["assistant"] }, content: { required: true, type: () => String, description: "What is said." }, refusal: { required: true, type: () => String, nullable: true, description: "V1 tells none." } };
    }
}
/** The answer. */
export class CompletionChoiceDto {
    /** There is one answer: 0. */
    index;
    /** The answer. */
    message;
    /** `length`: it was cut at the most tokens it may have. */
    finish_reason;
    /** V1 tells none. */
    logprobs;
    static _OPENAPI_METADATA_FACTORY() {
        return { index: { required: true, type: () => Number, description: "There is one answer: 0." }, message: { required: true, type: () => CompletionMessageDto, description: "The answer." }, finish_reason: { required: true, description: "`length`: it was cut at the most tokens it may have.", enum: ["length", "stop"] }, logprobs: { required: true, type: () => Object, nullable: true, description: "V1 tells none." } };
    }
}
__decorate([
    ApiProperty({ type: 'object', properties: {}, nullable: true }),
    __metadata("design:type", Object)
], CompletionChoiceDto.prototype, "logprobs", void 0);
/** A chat completion, as OpenAI has it. */
export class ChatCompletionDto {
    /**
     * The id of its task, with a prefix.
     * @example "chatcmpl_01a21001-ce8a-70d9-9d4e-09a70750f937"
     */
    id;
    /** What kind of object it is. */
    object;
    /** When the task was accepted, in seconds since 1970. */
    created;
    /**
     * As it was sent.
     * @example "openclaw"
     */
    model;
    /** The one answer. */
    choices;
    /** Null where V1 did not count. */
    usage;
    static _OPENAPI_METADATA_FACTORY() {
        return { id: { required: true, type: () => String, description: "The id of its task, with a prefix.", example: "chatcmpl_01a21001-ce8a-70d9-9d4e-09a70750f937" }, object: { required: true, description: "What kind of object it is.", enum: ["chat.completion"] }, created: { required: true, type: () => Number, description: "When the task was accepted, in seconds since 1970." }, model: { required: true, type: () => String, description: "As it was sent.", example: "openclaw" }, choices: { required: true, type: () => [CompletionChoiceDto], description: "The one answer." }, usage: { required: true, type: () => openapi_import_1.UsageDto, nullable: true, description: "Null where V1 did not count." } };
    }
}
//# sourceMappingURL=chat-completion.dto.js.map