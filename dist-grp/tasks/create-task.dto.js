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
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsInt, IsNotEmpty, IsNumber, IsObject, IsOptional, Matches, Max, MaxLength, Min, ValidateIf, ValidateNested, } from 'class-validator';
import { IsMetadata } from './is-metadata.js';
import { NAME, NAME_RULE } from './names.js';
import { TIME, TIME_RULE } from './times.js';
import { CHAT_ROLES, RETRY_POLICIES, } from './task.js';
export const YEAR_MS = 31_536_000_000;
/** What a task has that a request leaves out. */
export const DEFAULTS = { priority: 5, retry: 'safe', maxAttempts: 3 };
/** Null is taken for nothing: many clients write it for what they leave out. */
const isAbsent = (value) => value === undefined || value === null;
/** One message of a conversation, as OpenAI's chat completions have it. */
export class ChatMessageDto {
    /** Who says it. */
    role;
    /** What is said. */
    content;
    static _OPENAPI_METADATA_FACTORY() {
        return { role: { required: true, description: "Who says it.", enum: ["user", "assistant", "system"], enum: CHAT_ROLES }, content: { required: true, type: () => String, description: "What is said.", pattern: "\\S" } };
    }
}
__decorate([
    IsIn(CHAT_ROLES),
    __metadata("design:type", Object)
], ChatMessageDto.prototype, "role", void 0);
__decorate([
    Matches(/\S/, { message: 'content must be a text that is not blank' }),
    __metadata("design:type", String)
], ChatMessageDto.prototype, "content", void 0);
/**
 * How the model is to choose its words, within the limits that V1 sets. V1 passes it on to the model,
 * which may not know all of it.
 */
export class SamplingDto {
    /** 0 to 2. */
    temperature;
    /** 0 to 1. */
    top_p;
    /** Longest answer, in tokens. */
    max_tokens;
    /** -2 to 2. */
    frequency_penalty;
    /** -2 to 2. */
    presence_penalty;
    /** The same seed makes the same answer more likely. */
    seed;
    /** The answer ends before any of these. */
    stop;
    static _OPENAPI_METADATA_FACTORY() {
        return { temperature: { required: false, type: () => Number, description: "0 to 2.", minimum: 0, maximum: 2 }, top_p: { required: false, type: () => Number, description: "0 to 1.", minimum: 0, maximum: 1 }, max_tokens: { required: false, type: () => Number, description: "Longest answer, in tokens.", minimum: 1, maximum: Number.MAX_SAFE_INTEGER }, frequency_penalty: { required: false, type: () => Number, description: "-2 to 2.", minimum: -2, maximum: 2 }, presence_penalty: { required: false, type: () => Number, description: "-2 to 2.", minimum: -2, maximum: 2 }, seed: { required: false, type: () => Number, description: "The same seed makes the same answer more likely.", minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }, stop: { required: false, type: () => [String], description: "The answer ends before any of these.", maxLength: 256, maxItems: 4 } };
    }
}
__decorate([
    ApiPropertyOptional({ type: 'number', format: 'double' }),
    IsOptional(),
    IsNumber(),
    Min(0),
    Max(2),
    __metadata("design:type", Number)
], SamplingDto.prototype, "temperature", void 0);
__decorate([
    ApiPropertyOptional({ type: 'number', format: 'double' }),
    IsOptional(),
    IsNumber(),
    Min(0),
    Max(1),
    __metadata("design:type", Number)
], SamplingDto.prototype, "top_p", void 0);
__decorate([
    IsOptional(),
    IsInt(),
    Min(1),
    Max(Number.MAX_SAFE_INTEGER),
    __metadata("design:type", Number)
], SamplingDto.prototype, "max_tokens", void 0);
__decorate([
    ApiPropertyOptional({ type: 'number', format: 'double' }),
    IsOptional(),
    IsNumber(),
    Min(-2),
    Max(2),
    __metadata("design:type", Number)
], SamplingDto.prototype, "frequency_penalty", void 0);
__decorate([
    ApiPropertyOptional({ type: 'number', format: 'double' }),
    IsOptional(),
    IsNumber(),
    Min(-2),
    Max(2),
    __metadata("design:type", Number)
], SamplingDto.prototype, "presence_penalty", void 0);
__decorate([
    IsOptional(),
    IsInt(),
    Min(Number.MIN_SAFE_INTEGER),
    Max(Number.MAX_SAFE_INTEGER),
    __metadata("design:type", Number)
], SamplingDto.prototype, "seed", void 0);
__decorate([
    IsOptional(),
    IsArray(),
    ArrayMaxSize(4),
    IsNotEmpty({ each: true }),
    MaxLength(256, { each: true }),
    __metadata("design:type", Array)
], SamplingDto.prototype, "stop", void 0);
/** A task to be run by OpenClaw: either `content` or `messages`. */
export class CreateTaskDto {
    /**
     * What the agent is asked to do.
     * @example "Summarise the news of today in three sentences."
     */
    content;
    /** A conversation instead of `content`; at least one message is of role `user`. */
    messages;
    /**
     * The OpenClaw agent that runs it; V1_AGENT_ID unless given.
     * @example "main"
     */
    agent_id;
    /** Tasks with the same key share one OpenClaw session, and so its memory. */
    session_key;
    /** `openclaw` or `openclaw/<agent id>`; V1_MODEL unless given. */
    model;
    /**
     * 0 to 9; higher runs first.
     */
    priority;
    /**
     * When it is to run at the earliest, as an ISO 8601 time with its zone; at most a year ahead.
     * @example "2030-01-31T08:00:00Z"
     */
    run_at;
    /** How long from now it is to run at the earliest, in ms. Instead of `run_at`. */
    delay_ms;
    /**
     * How long it may wait from when it is due, in ms, before it fails as `expired`; TASK_EXPIRES_MS
     * unless given.
     */
    expires_in_ms;
    /** Longest time of one run, in ms; TASK_TIMEOUT_MS unless given. */
    timeout_ms;
    /**
     * What to do when a run that may have begun fails: `safe` ends the task, so that nothing is done
     * twice; `always` runs it again.
     */
    retry;
    /**
     * How many runs the task may have in all under `retry: always`.
     */
    max_attempts;
    /** How the model is to choose its words. */
    sampling;
    /** Up to 16 pairs of strings that are kept with the task. */
    metadata;
    static _OPENAPI_METADATA_FACTORY() {
        return { content: { required: false, type: () => String, description: "What the agent is asked to do.", example: "Summarise the news of today in three sentences.", pattern: "\\S" }, messages: { required: false, type: () => [ChatMessageDto], description: "A conversation instead of `content`; at least one message is of role `user`.", minItems: 1, maxItems: 1000 }, agent_id: { required: false, type: () => String, description: "The OpenClaw agent that runs it; V1_AGENT_ID unless given.", example: "main" }, session_key: { required: false, type: () => String, description: "Tasks with the same key share one OpenClaw session, and so its memory." }, model: { required: false, type: () => String, description: "`openclaw` or `openclaw/<agent id>`; V1_MODEL unless given.", pattern: "^openclaw(\\/[A-Za-z0-9._-]{1,64})?$" }, priority: { required: false, type: () => Number, description: "0 to 9; higher runs first.", minimum: 0, maximum: 9 }, run_at: { required: false, type: () => String, description: "When it is to run at the earliest, as an ISO 8601 time with its zone; at most a year ahead.", example: "2030-01-31T08:00:00Z" }, delay_ms: { required: false, type: () => Number, description: "How long from now it is to run at the earliest, in ms. Instead of `run_at`.", minimum: 0, maximum: YEAR_MS }, expires_in_ms: { required: false, type: () => Number, description: "How long it may wait from when it is due, in ms, before it fails as `expired`; TASK_EXPIRES_MS\nunless given.", minimum: 1, maximum: YEAR_MS }, timeout_ms: { required: false, type: () => Number, description: "Longest time of one run, in ms; TASK_TIMEOUT_MS unless given.", minimum: 1, maximum: YEAR_MS }, retry: { required: false, description: "What to do when a run that may have begun fails: `safe` ends the task, so that nothing is done\ntwice; `always` runs it again.", enum: ["safe", "always"], enum: RETRY_POLICIES }, max_attempts: { required: false, type: () => Number, description: "How many runs the task may have in all under `retry: always`.", minimum: 1, maximum: 100 }, sampling: { required: false, type: () => SamplingDto, description: "How the model is to choose its words." }, metadata: { required: false, type: "object", additionalProperties: { type: "string" }, description: "Up to 16 pairs of strings that are kept with the task." } };
    }
}
__decorate([
    ValidateIf(({ content, messages }) => isAbsent(messages) || !isAbsent(content)),
    Matches(/\S/, { message: 'content must be a text that is not blank, unless messages is given' }),
    __metadata("design:type", String)
], CreateTaskDto.prototype, "content", void 0);
__decorate([
    ValidateIf(({ messages }) => !isAbsent(messages)),
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(1000),
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    Type(() => ChatMessageDto),
    __metadata("design:type", Array)
], CreateTaskDto.prototype, "messages", void 0);
__decorate([
    IsOptional(),
    ApiPropertyOptional({ pattern: NAME.source }),
    Matches(NAME, { message: `agent_id ${NAME_RULE}` }),
    __metadata("design:type", String)
], CreateTaskDto.prototype, "agent_id", void 0);
__decorate([
    IsOptional(),
    ApiPropertyOptional({ pattern: NAME.source }),
    Matches(NAME, { message: `session_key ${NAME_RULE}` }),
    __metadata("design:type", String)
], CreateTaskDto.prototype, "session_key", void 0);
__decorate([
    IsOptional(),
    Matches(/^openclaw(\/[A-Za-z0-9._-]{1,64})?$/, {
        message: 'model must be openclaw or openclaw/<agent id>',
    }),
    __metadata("design:type", String)
], CreateTaskDto.prototype, "model", void 0);
__decorate([
    ApiPropertyOptional({ default: DEFAULTS.priority }),
    IsOptional(),
    IsInt(),
    Min(0),
    Max(9),
    __metadata("design:type", Number)
], CreateTaskDto.prototype, "priority", void 0);
__decorate([
    ApiPropertyOptional({ format: 'date-time' }),
    IsOptional(),
    Matches(TIME, { message: `run_at ${TIME_RULE}` }),
    __metadata("design:type", String)
], CreateTaskDto.prototype, "run_at", void 0);
__decorate([
    IsOptional(),
    IsInt(),
    Min(0),
    Max(YEAR_MS),
    __metadata("design:type", Number)
], CreateTaskDto.prototype, "delay_ms", void 0);
__decorate([
    IsOptional(),
    IsInt(),
    Min(1),
    Max(YEAR_MS),
    __metadata("design:type", Number)
], CreateTaskDto.prototype, "expires_in_ms", void 0);
__decorate([
    IsOptional(),
    IsInt(),
    Min(1),
    Max(YEAR_MS),
    __metadata("design:type", Number)
], CreateTaskDto.prototype, "timeout_ms", void 0);
__decorate([
    ApiPropertyOptional({ default: DEFAULTS.retry }),
    IsOptional(),
    IsIn(RETRY_POLICIES),
    __metadata("design:type", String)
], CreateTaskDto.prototype, "retry", void 0);
__decorate([
    ApiPropertyOptional({ default: DEFAULTS.maxAttempts }),
    IsOptional(),
    IsInt(),
    Min(1),
    Max(100),
    __metadata("design:type", Number)
], CreateTaskDto.prototype, "max_attempts", void 0);
__decorate([
    IsOptional(),
    IsObject(),
    ValidateNested(),
    Type(() => SamplingDto),
    __metadata("design:type", SamplingDto)
], CreateTaskDto.prototype, "sampling", void 0);
__decorate([
    ApiPropertyOptional({ maxProperties: 16, example: { order: '7' } }),
    IsOptional()
    // As it was sent: class-transformer drops keys that every object has, such as `constructor`.
    ,
    Transform(({ obj }) => obj.metadata),
    IsMetadata(),
    __metadata("design:type", Object)
], CreateTaskDto.prototype, "metadata", void 0);
//# sourceMappingURL=create-task.dto.js.map