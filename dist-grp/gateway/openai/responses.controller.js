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
import * as openapi_import_1 from "./response.dto.js";
import * as openapi from "@nestjs/swagger";
import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Query, Res, UseGuards, } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOperation, ApiParam, ApiResponse, ApiTags, } from '@nestjs/swagger';
import { InvalidTaskError } from '../../tasks/task.errors.js';
import { TaskService } from '../../tasks/task.service.js';
import { Caller } from '../access.js';
import { TakesNoBody } from '../body.guard.js';
import { streamEvents } from '../event.stream.js';
import { IDEMPOTENCY_KEY, submitterOf } from '../negotiation.js';
import { OpenRequests } from '../open-requests.js';
import { ApiOpenAiErrors } from '../openapi.js';
import { CreateResponseDto } from './create-response.dto.js';
import { CREATE_PROBLEMS, NOT_RESUMED, objectOrEvents, RUN_ERRORS } from './openai.documents.js';
import { DeletedResponseDto, ResponseDto } from './response.dto.js';
import { taskIdOf } from './response.id.js';
import { GetResponseQueryDto } from './response-queries.dto.js';
import { ResponsesService } from './responses.service.js';
const ID = { name: 'response_id', example: 'resp_01a21001-ce8a-70d9-9d4e-09a70750f937' };
const needsStream = (param) => new InvalidTaskError(param, `${param} is for a stream: it needs stream to be true.`);
/** Tasks as OpenAI's responses. */
let ResponsesController = class ResponsesController {
    responses;
    tasks;
    requests;
    constructor(responses, tasks, requests) {
        this.responses = responses;
        this.tasks = tasks;
        this.requests = requests;
    }
    async create(dto, caller, headers, reply) {
        const by = submitterOf(caller, headers);
        const held = await this.responses.submit(dto, headers, by, reply);
        if (dto.stream === true) {
            await streamEvents(reply, held.signal, this.responses.eventsOfNew(held), NOT_RESUMED);
            return;
        }
        const waits = dto.background !== true;
        await reply.send(await (waits ? this.responses.ended(held) : this.responses.created(held)));
    }
    async get(responseId, query, reply) {
        const id = taskIdOf(responseId);
        if (query.stream !== true) {
            if (query.starting_after !== undefined)
                throw needsStream('starting_after');
            await reply.send(await this.responses.get(id));
            return;
        }
        const signal = this.requests.enter(reply);
        const events = this.responses.events({ id, signal }, query.starting_after ?? null);
        await streamEvents(reply, signal, events, NOT_RESUMED);
    }
    cancel(responseId, reply) {
        return this.responses.cancel(taskIdOf(responseId), reply);
    }
    async remove(responseId) {
        await this.tasks.remove(taskIdOf(responseId));
        return { id: responseId, object: 'response', deleted: true };
    }
};
__decorate([
    Post(),
    HttpCode(200),
    ApiOperation({
        summary: 'Create a response',
        description: 'With `background: true` it answers at once, and the response is fetched, followed or ' +
            'cancelled by its id. Without, it answers once the response has ended, and cancels it when ' +
            'the client leaves before. With `stream: true` the answer is a stream of events.',
    }),
    ApiHeader({
        name: 'Idempotency-Key',
        required: false,
        schema: { type: 'string', pattern: IDEMPOTENCY_KEY.source },
        description: 'Sent again with the same body, it answers with the same response.',
    }),
    ApiResponse(objectOrEvents(ResponseDto, 'The response, or its events.')),
    ApiOpenAiErrors(CREATE_PROBLEMS, RUN_ERRORS),
    __param(0, Body()),
    __param(1, Caller()),
    __param(2, Headers()),
    __param(3, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [CreateResponseDto, String, Object, Object]),
    __metadata("design:returntype", Promise)
], ResponsesController.prototype, "create", null);
__decorate([
    Get(':response_id'),
    ApiParam(ID),
    ApiOperation({
        summary: 'See a response as it is, or follow it',
        description: 'With `?stream=true` the answer is its events, from the beginning or after the one with the ' +
            '`sequence_number` that `starting_after` gives: numbers are the same whoever asks and whenever.',
    }),
    ApiResponse(objectOrEvents(ResponseDto, 'The response, or its events.')),
    ApiOpenAiErrors(['validation_failed', 'task_not_found', 'too_many_waiters', 'store_unavailable']),
    __param(0, Param('response_id')),
    __param(1, Query()),
    __param(2, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, GetResponseQueryDto, Object]),
    __metadata("design:returntype", Promise)
], ResponsesController.prototype, "get", null);
__decorate([
    Post(':response_id/cancel'),
    UseGuards(TakesNoBody),
    HttpCode(200),
    ApiParam(ID),
    ApiOperation({
        summary: 'Cancel a response',
        description: 'One that has ended stays as it is. A run that is being stopped is waited for.',
    }),
    ApiResponse({ status: 200, type: ResponseDto, description: 'The response as it is then.' }),
    ApiOpenAiErrors([
        'validation_failed',
        'malformed_body',
        'task_not_found',
        'content_too_large',
        'unsupported_media_type',
        'store_unavailable',
    ]),
    __param(0, Param('response_id')),
    __param(1, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], ResponsesController.prototype, "cancel", null);
__decorate([
    Delete(':response_id'),
    UseGuards(TakesNoBody),
    HttpCode(200),
    ApiParam(ID),
    ApiOperation({ summary: 'Delete a response that has ended, with all that is kept of it' }),
    ApiResponse({ status: 200, type: DeletedResponseDto, description: 'It is gone.' }),
    ApiOpenAiErrors([
        'validation_failed',
        'malformed_body',
        'task_not_found',
        'task_conflict',
        'content_too_large',
        'unsupported_media_type',
        'store_unavailable',
    ]),
    __param(0, Param('response_id')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Promise)
], ResponsesController.prototype, "remove", null);
ResponsesController = __decorate([
    ApiTags('openai'),
    ApiExtraModels(ResponseDto),
    Controller('v1/responses'),
    __metadata("design:paramtypes", [ResponsesService,
        TaskService,
        OpenRequests])
], ResponsesController);
export { ResponsesController };
//# sourceMappingURL=responses.controller.js.map