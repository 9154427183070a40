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
import { ApiProperty, ApiPropertyOptional, IntersectionType, OmitType, PickType, } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsDefined, IsInt, IsNotEmpty, IsObject, IsOptional, IsString, Length, Max, MaxLength, Min, ValidateNested, } from 'class-validator';
import { CreateTaskDto, SamplingDto } from '../../tasks/create-task.dto.js';
import { NO_TOOLS, Only, TEXT_ONLY } from './only.js';
/** What a stream says besides the text. */
export class StreamOptionsDto {
    /** Tell the tokens in a last chunk. */
    include_usage;
    /** Chunks are as long as what they say. */
    include_obfuscation;
    static _OPENAPI_METADATA_FACTORY() {
        return { include_usage: { required: false, type: () => Boolean, nullable: true, description: "Tell the tokens in a last chunk." }, include_obfuscation: { required: false, type: () => Boolean, nullable: true, description: "Chunks are as long as what they say." } };
    }
}
__decorate([
    IsOptional(),
    IsBoolean(),
    __metadata("design:type", Object)
], StreamOptionsDto.prototype, "include_usage", void 0);
__decorate([
    IsOptional(),
    Only([false], 'chunks are as long as what they say'),
    __metadata("design:type", Object)
], StreamOptionsDto.prototype, "include_obfuscation", void 0);
/** A text is a list of one. */
const listed = ({ value }) => typeof value === 'string' ? [value] : value;
/**
 * What OpenAI's `POST /v1/chat/completions` takes, as far as OpenClaw can do it. Null is as good as
 * nothing.
 */
export class CreateChatCompletionDto extends IntersectionType(PickType(CreateTaskDto, ['model', 'metadata']), OmitType(SamplingDto, ['stop'])) {
    /** Messages of role `user`, `assistant`, `system` or `developer` whose content is text. */
    messages;
    /** Answer with server-sent events. */
    stream;
    /** What a stream says besides the text. */
    stream_options;
    /** Completions of the same user share one session of the agent, and so its memory. */
    user;
    /** Longest answer, in tokens; instead of `max_tokens`. */
    max_completion_tokens;
    /** The answer ends before any of these: a text, or up to 4 of them. */
    stop;
    /** One answer. */
    n;
    /** Tasks are kept TASK_TTL_MS. */
    store;
    /** None can be given. */
    tools;
    /** Nothing is to be chosen. */
    tool_choice;
    /** Without a meaning where there are no tools. */
    parallel_tool_calls;
    /** The answer is text. */
    response_format;
    /** The answer is text. */
    modalities;
    /** There are none. */
    logprobs;
    /** There is one tier. */
    service_tier;
    static _OPENAPI_METADATA_FACTORY() {
        return { messages: { required: true, type: () => Object, description: "Messages of role `user`, `assistant`, `system` or `developer` whose content is text." }, stream: { required: false, type: () => Boolean, nullable: true, description: "Answer with server-sent events." }, stream_options: { required: false, type: () => StreamOptionsDto, nullable: true, description: "What a stream says besides the text." }, user: { required: false, type: () => String, nullable: true, description: "Completions of the same user share one session of the agent, and so its memory.", minLength: 1, maxLength: 256 }, max_completion_tokens: { required: false, type: () => Number, nullable: true, description: "Longest answer, in tokens; instead of `max_tokens`.", minimum: 1, maximum: Number.MAX_SAFE_INTEGER }, stop: { required: false, type: () => [String], nullable: true, description: "The answer ends before any of these: a text, or up to 4 of them.", maxLength: 256, maxItems: 4 }, n: { required: false, nullable: true, description: "One answer.", enum: [1] }, store: { required: false, type: () => Boolean, nullable: true, description: "Tasks are kept TASK_TTL_MS." }, tools: { required: false, type: () => [Object], nullable: true, description: "None can be given." }, tool_choice: { required: false, type: () => String, nullable: true, description: "Nothing is to be chosen." }, parallel_tool_calls: { required: false, type: () => Boolean, nullable: true, description: "Without a meaning where there are no tools." }, response_format: { required: false, type: () => Object, nullable: true, description: "The answer is text." }, modalities: { required: false, type: () => [String], nullable: true, description: "The answer is text." }, logprobs: { required: false, type: () => Boolean, nullable: true, description: "There are none." }, service_tier: { required: false, type: () => String, nullable: true, description: "There is one tier." } };
    }
}
__decorate([
    IsDefined({ message: 'messages must be a list of messages' })
    // As it was sent: class-transformer drops fields that every object has.
    ,
    Transform(({ obj }) => obj.messages),
    ApiProperty({ type: 'array', items: { type: 'object' } }),
    __metadata("design:type", Object)
], CreateChatCompletionDto.prototype, "messages", void 0);
__decorate([
    IsOptional(),
    IsBoolean(),
    __metadata("design:type", Object)
], CreateChatCompletionDto.prototype, "stream", void 0);
__decorate([
    IsOptional(),
    IsObject(),
    ValidateNested(),
    Type(() => StreamOptionsDto),
    __metadata("design:type", Object)
], CreateChatCompletionDto.prototype, "stream_options", void 0);
__decorate([
    IsOptional(),
    IsString(),
    Length(1, 256),
    __metadata("design:type", Object)
], CreateChatCompletionDto.prototype, "user", void 0);
__decorate([
    IsOptional(),
    IsInt(),
    Min(1),
    Max(Number.MAX_SAFE_INTEGER),
    __metadata("design:type", Object)
], CreateChatCompletionDto.prototype, "max_completion_tokens", void 0);
__decorate([
    IsOptional(),
    ApiPropertyOptional({
        oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, maxItems: 4 }],
    }),
    Transform(listed),
    IsArray(),
    ArrayMaxSize(4),
    IsNotEmpty({ each: true }),
    MaxLength(256, { each: true }),
    __metadata("design:type", Object)
], CreateChatCompletionDto.prototype, "stop", void 0);
__decorate([
    IsOptional(),
    Only([1], 'an agent gives one answer'),
    __metadata("design:type", Object)
], CreateChatCompletionDto.prototype, "n", void 0);
__decorate([
    IsOptional(),
    Only([true], 'the task behind it is kept until its time is up or it is deleted'),
    __metadata("design:type", Object)
], CreateChatCompletionDto.prototype, "store", void 0);
__decorate([
    IsOptional(),
    ApiPropertyOptional({ type: 'array', items: { type: 'object' }, maxItems: 0 }),
    Only([[]], NO_TOOLS),
    __metadata("design:type", Object)
], CreateChatCompletionDto.prototype, "tools", void 0);
__decorate([
    IsOptional(),
    ApiPropertyOptional({ enum: ['auto', 'none'] }),
    Only(['auto', 'none'], NO_TOOLS),
    __metadata("design:type", Object)
], CreateChatCompletionDto.prototype, "tool_choice", void 0);
__decorate([
    IsOptional(),
    IsBoolean(),
    __metadata("design:type", Object)
], CreateChatCompletionDto.prototype, "parallel_tool_calls", void 0);
__decorate([
    IsOptional(),
    ApiPropertyOptional({ type: 'object', properties: {} }),
    Only([{ type: 'text' }], TEXT_ONLY),
    __metadata("design:type", Object)
], CreateChatCompletionDto.prototype, "response_format", void 0);
__decorate([
    IsOptional(),
    ApiPropertyOptional({ type: 'array', items: { type: 'string', enum: ['text'] } }),
    Only([['text']], TEXT_ONLY),
    __metadata("design:type", Object)
], CreateChatCompletionDto.prototype, "modalities", void 0);
__decorate([
    IsOptional(),
    Only([false], 'V1 tells no probabilities'),
    __metadata("design:type", Object)
], CreateChatCompletionDto.prototype, "logprobs", void 0);
__decorate([
    IsOptional(),
    ApiPropertyOptional({ enum: ['auto', 'default'] }),
    Only(['auto', 'default'], 'there is one tier'),
    __metadata("design:type", Object)
], CreateChatCompletionDto.prototype, "service_tier", void 0);
//# sourceMappingURL=create-chat-completion.dto.js.map