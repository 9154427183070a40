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
import { ApiProperty, ApiPropertyOptional, IntersectionType, PickType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsDefined, IsInt, IsOptional, IsString, Length, Matches, Max, Min, } from 'class-validator';
import { CreateTaskDto, SamplingDto } from '../../tasks/create-task.dto.js';
import { NO_TOOLS, Only, TEXT_ONLY } from './only.js';
import { RESPONSE_ID, RESPONSE_ID_RULE } from './response.id.js';
/** What OpenAI's `POST /v1/responses` takes, as far as OpenClaw can do it. Null is as good as nothing. */
export class CreateResponseDto extends IntersectionType(PickType(CreateTaskDto, ['model', 'metadata']), PickType(SamplingDto, ['temperature', 'top_p'])) {
    /**
     * What is asked: a text, or messages of role `user`, `assistant`, `system` or `developer` whose content
     * is text.
     * @example "Summarise the news of today in three sentences."
     */
    input;
    /** What the agent is told besides its own instructions, this time. */
    instructions;
    /** Answer at once; the response is fetched, followed or cancelled later. */
    background;
    /** Answer with server-sent events. */
    stream;
    /** The response whose session goes on: the agent remembers it. */
    previous_response_id;
    /** Responses of the same user share one session of the agent, and so its memory. */
    user;
    /** Longest answer, in tokens. */
    max_output_tokens;
    /** Responses are kept TASK_TTL_MS. */
    store;
    /** None can be given. */
    tools;
    /** Nothing is to be chosen. */
    tool_choice;
    /** Without a meaning where there are no tools. */
    parallel_tool_calls;
    /** Nothing more can be included. */
    include;
    /** The answer is text. */
    text;
    /** OpenClaw shortens a session that becomes too long by itself. */
    truncation;
    /** There is one tier. */
    service_tier;
    /** Events are as long as what they say. */
    stream_options;
    static _OPENAPI_METADATA_FACTORY() {
        return { input: { required: true, type: () => Object, description: "What is asked: a text, or messages of role `user`, `assistant`, `system` or `developer` whose content\nis text.", example: "Summarise the news of today in three sentences." }, instructions: { required: false, type: () => String, nullable: true, description: "What the agent is told besides its own instructions, this time.", pattern: "\\S" }, background: { required: false, type: () => Boolean, nullable: true, description: "Answer at once; the response is fetched, followed or cancelled later." }, stream: { required: false, type: () => Boolean, nullable: true, description: "Answer with server-sent events." }, previous_response_id: { required: false, type: () => String, nullable: true, description: "The response whose session goes on: the agent remembers it." }, user: { required: false, type: () => String, nullable: true, description: "Responses of the same user share one session of the agent, and so its memory.", minLength: 1, maxLength: 256 }, max_output_tokens: { required: false, type: () => Number, nullable: true, description: "Longest answer, in tokens.", minimum: 1, maximum: Number.MAX_SAFE_INTEGER }, store: { required: false, type: () => Boolean, nullable: true, description: "Responses are kept TASK_TTL_MS." }, tools: { required: false, type: () => [Object], nullable: true, description: "None can be given." }, tool_choice: { required: false, nullable: true, description: "Nothing is to be chosen.", enum: ["none", "auto"] }, parallel_tool_calls: { required: false, type: () => Boolean, nullable: true, description: "Without a meaning where there are no tools." }, include: { required: false, type: () => [Object], nullable: true, description: "Nothing more can be included." }, text: { required: false, type: () => Object, nullable: true, description: "The answer is text." }, truncation: { required: false, type: () => String, nullable: true, description: "OpenClaw shortens a session that becomes too long by itself." }, service_tier: { required: false, type: () => String, nullable: true, description: "There is one tier." }, stream_options: { required: false, type: () => Object, nullable: true, description: "Events are as long as what they say." } };
    }
}
__decorate([
    IsDefined({ message: 'input must be a text or a list of messages' })
    // As it was sent: class-transformer drops fields that every object has.
    ,
    Transform(({ obj }) => obj.input),
    ApiProperty({
        oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'object' } }],
    }),
    __metadata("design:type", Object)
], CreateResponseDto.prototype, "input", void 0);
__decorate([
    IsOptional(),
    Matches(/\S/, { message: 'instructions must be a text that is not blank' }),
    __metadata("design:type", Object)
], CreateResponseDto.prototype, "instructions", void 0);
__decorate([
    IsOptional(),
    IsBoolean(),
    __metadata("design:type", Object)
], CreateResponseDto.prototype, "background", void 0);
__decorate([
    IsOptional(),
    IsBoolean(),
    __metadata("design:type", Object)
], CreateResponseDto.prototype, "stream", void 0);
__decorate([
    IsOptional(),
    Matches(RESPONSE_ID, { message: `previous_response_id ${RESPONSE_ID_RULE}` }),
    __metadata("design:type", Object)
], CreateResponseDto.prototype, "previous_response_id", void 0);
__decorate([
    IsOptional(),
    IsString(),
    Length(1, 256),
    __metadata("design:type", Object)
], CreateResponseDto.prototype, "user", void 0);
__decorate([
    IsOptional(),
    IsInt(),
    Min(1),
    Max(Number.MAX_SAFE_INTEGER),
    __metadata("design:type", Object)
], CreateResponseDto.prototype, "max_output_tokens", void 0);
__decorate([
    IsOptional(),
    Only([true], 'a response is kept until its time is up or it is deleted'),
    __metadata("design:type", Object)
], CreateResponseDto.prototype, "store", void 0);
__decorate([
    IsOptional(),
    ApiPropertyOptional({ type: 'array', items: { type: 'object' }, maxItems: 0 }),
    Only([[]], NO_TOOLS),
    __metadata("design:type", Object)
], CreateResponseDto.prototype, "tools", void 0);
__decorate([
    IsOptional(),
    ApiPropertyOptional({ enum: ['auto', 'none'] }),
    Only(['auto', 'none'], NO_TOOLS),
    __metadata("design:type", Object)
], CreateResponseDto.prototype, "tool_choice", void 0);
__decorate([
    IsOptional(),
    IsBoolean(),
    __metadata("design:type", Object)
], CreateResponseDto.prototype, "parallel_tool_calls", void 0);
__decorate([
    IsOptional(),
    ApiPropertyOptional({ type: 'array', items: { type: 'string' }, maxItems: 0 }),
    Only([[]], 'there is nothing more to include'),
    __metadata("design:type", Object)
], CreateResponseDto.prototype, "include", void 0);
__decorate([
    IsOptional(),
    ApiPropertyOptional({ type: 'object', properties: {} }),
    Only([{ format: { type: 'text' } }, {}], TEXT_ONLY),
    __metadata("design:type", Object)
], CreateResponseDto.prototype, "text", void 0);
__decorate([
    IsOptional(),
    ApiPropertyOptional({ enum: ['auto'] }),
    Only(['auto'], 'OpenClaw shortens a session that becomes too long by itself'),
    __metadata("design:type", Object)
], CreateResponseDto.prototype, "truncation", void 0);
__decorate([
    IsOptional(),
    ApiPropertyOptional({ enum: ['auto', 'default'] }),
    Only(['auto', 'default'], 'there is one tier'),
    __metadata("design:type", Object)
], CreateResponseDto.prototype, "service_tier", void 0);
__decorate([
    IsOptional(),
    ApiPropertyOptional({ type: 'object', properties: {} }),
    Only([{ include_obfuscation: false }, {}], 'events are as long as what they say'),
    __metadata("design:type", Object)
], CreateResponseDto.prototype, "stream_options", void 0);
//# sourceMappingURL=create-response.dto.js.map