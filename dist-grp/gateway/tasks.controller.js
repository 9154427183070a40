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
var TasksController_1;
import * as openapi_import_1 from "./task.dto.js";
import * as openapi_import_2 from "./progress.dto.js";
import * as openapi from "@nestjs/swagger";
import { Body, Controller, Delete, Get, Headers, HttpCode, Logger, Param, Post, Query, Req, Res, UseGuards, } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CreateTaskDto } from '../tasks/create-task.dto.js';
import { TaskService } from '../tasks/task.service.js';
import { TaskWaiter } from '../tasks/task.waiter.js';
import { Caller } from './access.js';
import { TakesNoBody } from './body.guard.js';
import { AcceptsJson, IDEMPOTENCY_KEY, isKnownTag, languageOf, preferredWait, submitterOf, } from './negotiation.js';
import { OpenRequests } from './open-requests.js';
import { ApiProblems } from './openapi.js';
import { ProgressListDto } from './progress.dto.js';
import { SystemState } from './system.state.js';
import { AttemptListDto, SubmittedTaskDto, TaskDto, TaskListDto } from './task.dto.js';
import { etagOf, toAttemptDto, toProgressDto, toTaskDto, toTaskSummaryDto } from './task.view.js';
import { TaskParamsDto } from './task-params.dto.js';
import { DEFAULT_LIMIT, GetTaskQueryDto, ListTasksQueryDto, toTaskFilter, } from './task-queries.dto.js';
const ACCEPTED = {
    zh: '任务已提交，正在处理中',
    en: 'The task was accepted and is being processed',
};
/** What the calls that change one task can answer with. */
const CHANGE_PROBLEMS = [
    'validation_failed',
    'malformed_body',
    'content_too_large',
    'unsupported_media_type',
    'task_not_found',
    'task_conflict',
    'store_unavailable',
];
/** Tasks over HTTP. */
let TasksController = TasksController_1 = class TasksController {
    tasks;
    waiter;
    system;
    requests;
    logger = new Logger(TasksController_1.name);
    constructor(tasks, waiter, system, requests) {
        this.tasks = tasks;
        this.waiter = waiter;
        this.system = system;
        this.requests = requests;
    }
    async submit(request, caller, headers, http, reply) {
        const { id, replayed } = await this.tasks.submit(request, submitterOf(caller, headers));
        void reply.header('location', `/tasks/${id}`);
        if (replayed)
            void reply.header('idempotency-replayed', 'true');
        const waitS = preferredWait(headers.prefer);
        const ended = waitS === null ? null : await this.endedWithin(id, waitS, reply);
        if (ended) {
            void reply.status(200).header('preference-applied', `wait=${waitS}`);
            return this.show(ended);
        }
        const language = languageOf(http);
        void reply.headers({ 'content-language': language, vary: 'accept-language' });
        return { task_id: id, status: 'pending', message: ACCEPTED[language] };
    }
    async list(query) {
        const { cursor = null, limit = DEFAULT_LIMIT } = query;
        const page = await this.tasks.list(toTaskFilter(query), cursor, limit);
        return {
            data: page.tasks.map((task) => toTaskSummaryDto(task, page.now, this.system.v1IsAway)),
            next_cursor: page.nextCursor,
        };
    }
    async get({ id }, { wait = 0 }, known, reply) {
        if (wait > 0)
            await this.waiter.untilEnded(id, this.requests.enter(reply), wait * 1000);
        const view = await this.tasks.get(id);
        const etag = etagOf(view, this.system.v1IsAway);
        void reply.headers({ etag, 'cache-control': 'no-cache' });
        if (isKnownTag(known, etag)) {
            void reply.status(304);
            return undefined;
        }
        return this.show(view);
    }
    async progress({ id }) {
        return { data: (await this.tasks.progress(id)).map(toProgressDto) };
    }
    async attempts({ id }) {
        return { data: (await this.tasks.attempts(id)).map(toAttemptDto) };
    }
    async cancel({ id }, reply) {
        if ((await this.tasks.cancel(id)) === 'asked')
            void reply.status(202);
        return this.show(await this.tasks.get(id));
    }
    async retry({ id }) {
        await this.tasks.retry(id);
        return this.show(await this.tasks.get(id));
    }
    async remove({ id }) {
        await this.tasks.remove(id);
    }
    show(view) {
        return toTaskDto(view, this.system.v1IsAway);
    }
    /** The task was accepted: whatever prevents waiting for it is no error of the request. */
    async endedWithin(id, s, reply) {
        try {
            const ended = await this.waiter.untilEnded(id, this.requests.enter(reply), s * 1000);
            return ended ? await this.tasks.get(id) : null;
        }
        catch (error) {
            this.logger.warn({ err: error, task_id: id }, 'A task was accepted and not waited for');
            return null;
        }
    }
};
__decorate([
    Post(),
    HttpCode(202),
    ApiOperation({
        summary: 'Submit a task',
        description: 'Answers at once with the id under which the task is found from now on. With ' +
            '`Prefer: wait=N` it waits for the result, N seconds at most (60 at most), and answers 200 ' +
            'with the task if it has ended by then.',
    }),
    ApiHeader({
        name: 'Idempotency-Key',
        required: false,
        schema: { type: 'string', pattern: IDEMPOTENCY_KEY.source },
        description: 'Sent again with the same body, it answers with the same task instead of another.',
    }),
    ApiHeader({ name: 'Prefer', required: false, schema: { type: 'string', example: 'wait=10' } }),
    ApiHeader({
        name: 'Accept-Language',
        required: false,
        schema: { type: 'string', example: 'en' },
        description: 'The language of `message`: Chinese, or English where it is preferred.',
    }),
    ApiResponse({
        status: 202,
        type: SubmittedTaskDto,
        description: 'The task is kept.',
        headers: {
            Location: { description: 'Where the task is found.', schema: { type: 'string' } },
            'Idempotency-Replayed': {
                description: '`true` where the key had made this task before.',
                schema: { type: 'string' },
            },
        },
    }),
    ApiResponse({ status: 200, type: TaskDto, description: 'The task has ended already.' }),
    ApiProblems('validation_failed', 'malformed_body', 'content_too_large', 'unsupported_media_type', 'idempotency_key_reused', 'queue_full', 'store_unavailable'),
    __param(0, Body()),
    __param(1, Caller()),
    __param(2, Headers()),
    __param(3, Req()),
    __param(4, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [CreateTaskDto, String, Object, Object, Object]),
    __metadata("design:returntype", Promise)
], TasksController.prototype, "submit", null);
__decorate([
    Get(),
    ApiOperation({ summary: 'List tasks, newest first, without content and results' }),
    ApiResponse({ status: 200, type: TaskListDto, description: 'A page of the list.' }),
    ApiProblems('validation_failed', 'store_unavailable'),
    __param(0, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [ListTasksQueryDto]),
    __metadata("design:returntype", Promise)
], TasksController.prototype, "list", null);
__decorate([
    Get(':id'),
    ApiOperation({
        summary: 'See a task: its status, and its result once there is one',
        description: 'With `?wait=N` it answers when the task has ended, or after N seconds with the task as it ' +
            'is. With `If-None-Match` it answers 304 where nothing changed since the given `ETag`.',
    }),
    ApiHeader({ name: 'If-None-Match', required: false, schema: { type: 'string' } }),
    ApiResponse({
        status: 200,
        type: TaskDto,
        description: 'The task.',
        headers: {
            ETag: { description: 'Another whenever the answer is.', schema: { type: 'string' } },
        },
    }),
    ApiResponse({ status: 304, description: 'Nothing changed.' }),
    ApiProblems('validation_failed', 'task_not_found', 'too_many_waiters', 'store_unavailable'),
    __param(0, Param()),
    __param(1, Query()),
    __param(2, Headers('if-none-match')),
    __param(3, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [TaskParamsDto,
        GetTaskQueryDto, Object, Object]),
    __metadata("design:returntype", Promise)
], TasksController.prototype, "get", null);
__decorate([
    Get(':id/progress'),
    ApiOperation({ summary: 'What the agent did besides speaking: the tools it used' }),
    ApiResponse({ status: 200, type: ProgressListDto, description: 'The newest steps.' }),
    ApiProblems('validation_failed', 'task_not_found', 'store_unavailable'),
    __param(0, Param()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [TaskParamsDto]),
    __metadata("design:returntype", Promise)
], TasksController.prototype, "progress", null);
__decorate([
    Get(':id/attempts'),
    ApiOperation({ summary: 'See how the runs of a task went' }),
    ApiResponse({ status: 200, type: AttemptListDto, description: 'The runs.' }),
    ApiProblems('validation_failed', 'task_not_found', 'store_unavailable'),
    __param(0, Param()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [TaskParamsDto]),
    __metadata("design:returntype", Promise)
], TasksController.prototype, "attempts", null);
__decorate([
    Post(':id/cancel'),
    UseGuards(TakesNoBody),
    HttpCode(200),
    ApiOperation({ summary: 'Cancel a task' }),
    ApiResponse({ status: 200, type: TaskDto, description: 'It is cancelled, now or before.' }),
    ApiResponse({ status: 202, type: TaskDto, description: 'It runs; its run is being stopped.' }),
    ApiProblems(...CHANGE_PROBLEMS),
    __param(0, Param()),
    __param(1, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [TaskParamsDto, Object]),
    __metadata("design:returntype", Promise)
], TasksController.prototype, "cancel", null);
__decorate([
    Post(':id/retry'),
    UseGuards(TakesNoBody),
    HttpCode(202),
    ApiOperation({ summary: 'Run a failed or cancelled task again, under the same id' }),
    ApiResponse({ status: 202, type: TaskDto, description: 'It waits to be run again.' }),
    ApiProblems(...CHANGE_PROBLEMS),
    __param(0, Param()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [TaskParamsDto]),
    __metadata("design:returntype", Promise)
], TasksController.prototype, "retry", null);
__decorate([
    Delete(':id'),
    UseGuards(TakesNoBody),
    HttpCode(204),
    ApiOperation({ summary: 'Remove a task that has ended, with all that is kept of it' }),
    ApiResponse({ status: 204, description: 'It is gone.' }),
    ApiProblems(...CHANGE_PROBLEMS),
    __param(0, Param()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [TaskParamsDto]),
    __metadata("design:returntype", Promise)
], TasksController.prototype, "remove", null);
TasksController = TasksController_1 = __decorate([
    ApiTags('tasks'),
    UseGuards(AcceptsJson),
    Controller('tasks'),
    __metadata("design:paramtypes", [TaskService,
        TaskWaiter,
        SystemState,
        OpenRequests])
], TasksController);
export { TasksController };
//# sourceMappingURL=tasks.controller.js.map