var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import * as openapi from "@nestjs/swagger";
import { Body, Controller, Headers, HttpCode, Post, Res } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { NOTHING_SEEN } from '../../tasks/task.watcher.js';
import { Caller } from '../access.js';
import { streamEvents } from '../event.stream.js';
import { IDEMPOTENCY_KEY, submitterOf } from '../negotiation.js';
import { ApiOpenAiErrors } from '../openapi.js';
import { ChatCompletionDto } from './chat-completion.dto.js';
import { completionChunks, toCompletion } from './chat-completion.view.js';
import { CreateChatCompletionDto } from './create-chat-completion.dto.js';
import { HeldTasks } from './held.tasks.js';
import { CREATE_PROBLEMS, NOT_RESUMED, objectOrEvents, RUN_ERRORS } from './openai.documents.js';
import { errorOf } from './openai.error.js';
import { taskOfChat } from './task.request.js';
/** V1's own endpoint, through the queue. */
let ChatCompletionsController = class ChatCompletionsController {
    held;
    constructor(held) {
        this.held = held;
    }
    async create(dto, caller, headers, reply) {
        const request = taskOfChat(dto, headers);
        const held = await this.held.submit(request, submitterOf(caller, headers), reply);
        if (dto.stream === true) {
            const includeUsage = dto.stream_options?.include_usage === true;
            await streamEvents(reply, held.signal, await this.chunks(held, includeUsage), NOT_RESUMED);
        }
        else {
            await reply.send(await this.completion(held));
        }
    }
    async completion(held) {
        const { task, output } = await this.held.ended(held);
        if (task.status !== 'completed')
            throw errorOf(task);
        return toCompletion(task, output);
    }
    async chunks(held, includeUsage) {
        const { task } = await this.held.look(held);
        const sights = this.held.follow(held.id, NOTHING_SEEN, held.signal);
        return completionChunks(task, sights, includeUsage);
    }
};
__decorate([
    Post(),
    HttpCode(200),
    ApiOperation({
        summary: 'Create a chat completion',
        description: 'As OpenClaw has it, through the queue: it answers once the task has ended, or with chunks as ' +
            'it speaks, and cancels it when the client leaves before.',
    }),
    ApiHeader({
        name: 'Idempotency-Key',
        required: false,
        schema: { type: 'string', pattern: IDEMPOTENCY_KEY.source },
        description: 'Sent again with the same body, it answers with the same completion.',
    }),
    ApiHeader({ name: 'x-openclaw-agent-id', required: false, schema: { type: 'string' } }),
    ApiHeader({ name: 'x-openclaw-session-key', required: false, schema: { type: 'string' } }),
    ApiResponse(objectOrEvents(ChatCompletionDto, 'The completion, or its chunks.')),
    ApiOpenAiErrors(CREATE_PROBLEMS, RUN_ERRORS),
    __param(0, Body()),
    __param(1, Caller()),
    __param(2, Headers()),
    __param(3, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [CreateChatCompletionDto, String, Object, Object]),
    __metadata("design:returntype", Promise)
], ChatCompletionsController.prototype, "create", null);
ChatCompletionsController = __decorate([
    ApiTags('openai'),
    ApiExtraModels(ChatCompletionDto),
    Controller('v1/chat/completions'),
    __metadata("design:paramtypes", [HeldTasks])
], ChatCompletionsController);
export { ChatCompletionsController };
//# sourceMappingURL=chat-completions.controller.js.map