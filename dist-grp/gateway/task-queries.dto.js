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
import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Matches, Max, Min } from 'class-validator';
import { TASK_ERROR_CODES } from '../tasks/error.codes.js';
import { InvalidTaskError } from '../tasks/task.errors.js';
import { TIME, TIME_RULE, timeOf } from '../tasks/times.js';
import { NAME, NAME_RULE } from '../tasks/names.js';
import { TASK_STATUSES } from '../tasks/task.js';
import { MAX_WAIT_S } from './negotiation.js';
/** Tasks on a page unless another number is asked for. */
export const DEFAULT_LIMIT = 50;
/** How to get a task. */
export class GetTaskQueryDto {
    /** Seconds to wait for the task to end before answering with it as it is, 0 to 60. */
    wait;
    static _OPENAPI_METADATA_FACTORY() {
        return { wait: { required: false, type: () => Number, description: "Seconds to wait for the task to end before answering with it as it is, 0 to 60.", minimum: 0, maximum: MAX_WAIT_S } };
    }
}
__decorate([
    IsOptional(),
    Type(() => Number),
    IsInt(),
    Min(0),
    Max(MAX_WAIT_S),
    __metadata("design:type", Number)
], GetTaskQueryDto.prototype, "wait", void 0);
/** From where on to follow a task. */
export class TaskEventsQueryDto {
    /**
     * The id of the last event that was seen, for clients that cannot send `Last-Event-ID`.
     * @example "1.512.4"
     */
    after;
    static _OPENAPI_METADATA_FACTORY() {
        return { after: { required: false, type: () => String, description: "The id of the last event that was seen, for clients that cannot send `Last-Event-ID`.", example: "1.512.4" } };
    }
}
__decorate([
    IsOptional(),
    IsString(),
    __metadata("design:type", String)
], TaskEventsQueryDto.prototype, "after", void 0);
/** Which changes of tasks to follow, and from where on. */
export class EventsQueryDto {
    /** Only tasks that have this status now; that a task left it is not told. */
    status;
    /**
     * The id of the last event that was seen, for clients that cannot send `Last-Event-ID`.
     * @example "1790000000000-0"
     */
    after;
    static _OPENAPI_METADATA_FACTORY() {
        return { status: { required: false, description: "Only tasks that have this status now; that a task left it is not told.", enum: ["running", "completed", "failed", "cancelled", "pending"], enum: TASK_STATUSES }, after: { required: false, type: () => String, description: "The id of the last event that was seen, for clients that cannot send `Last-Event-ID`.", example: "1790000000000-0" } };
    }
}
__decorate([
    IsOptional(),
    IsIn(TASK_STATUSES),
    __metadata("design:type", String)
], EventsQueryDto.prototype, "status", void 0);
__decorate([
    IsOptional(),
    IsString(),
    __metadata("design:type", String)
], EventsQueryDto.prototype, "after", void 0);
/** Which tasks are meant. */
export class TaskFilterQueryDto {
    /** Only tasks of this status. */
    status;
    /** Only tasks that failed with this. */
    error_code;
    /** Only tasks of this agent. */
    agent_id;
    /** Only tasks of this session. */
    session_key;
    /**
     * Only tasks created before this time.
     * @example "2026-11-25T00:00:00Z"
     */
    before;
    static _OPENAPI_METADATA_FACTORY() {
        return { status: { required: false, description: "Only tasks of this status.", enum: ["running", "completed", "failed", "cancelled", "pending"], enum: TASK_STATUSES }, error_code: { required: false, description: "Only tasks that failed with this.", enum: ["timeout", "v1_unavailable", "v1_misconfigured", "v1_refused", "v1_error", "outcome_unknown", "result_too_large", "worker_stopped", "expired"], enum: TASK_ERROR_CODES }, agent_id: { required: false, type: () => String, description: "Only tasks of this agent." }, session_key: { required: false, type: () => String, description: "Only tasks of this session." }, before: { required: false, type: () => String, description: "Only tasks created before this time.", example: "2026-11-25T00:00:00Z" } };
    }
}
__decorate([
    IsOptional(),
    IsIn(TASK_STATUSES),
    __metadata("design:type", String)
], TaskFilterQueryDto.prototype, "status", void 0);
__decorate([
    IsOptional(),
    IsIn(TASK_ERROR_CODES),
    __metadata("design:type", String)
], TaskFilterQueryDto.prototype, "error_code", void 0);
__decorate([
    IsOptional(),
    Matches(NAME, { message: `agent_id ${NAME_RULE}` }),
    __metadata("design:type", String)
], TaskFilterQueryDto.prototype, "agent_id", void 0);
__decorate([
    IsOptional(),
    Matches(NAME, { message: `session_key ${NAME_RULE}` }),
    __metadata("design:type", String)
], TaskFilterQueryDto.prototype, "session_key", void 0);
__decorate([
    IsOptional(),
    Matches(TIME, { message: `before ${TIME_RULE}` }),
    __metadata("design:type", String)
], TaskFilterQueryDto.prototype, "before", void 0);
/** Which tasks to list. */
export class ListTasksQueryDto extends TaskFilterQueryDto {
    /** How many at most, 1 to 200. */
    limit;
    /** Where to go on: `next_cursor` of the page before. */
    cursor;
    static _OPENAPI_METADATA_FACTORY() {
        return { limit: { required: false, type: () => Number, description: "How many at most, 1 to 200.", minimum: 1, maximum: 200 }, cursor: { required: false, type: () => String, description: "Where to go on: `next_cursor` of the page before." } };
    }
}
__decorate([
    ApiPropertyOptional({ default: DEFAULT_LIMIT }),
    IsOptional(),
    Type(() => Number),
    IsInt(),
    Min(1),
    Max(200),
    __metadata("design:type", Number)
], ListTasksQueryDto.prototype, "limit", void 0);
__decorate([
    IsCursor(),
    __metadata("design:type", String)
], ListTasksQueryDto.prototype, "cursor", void 0);
/** Which tasks to do something with. */
export class BulkQueryDto extends TaskFilterQueryDto {
    /** Where to go on: `next_cursor` of the answer before. */
    cursor;
    static _OPENAPI_METADATA_FACTORY() {
        return { cursor: { required: false, type: () => String, description: "Where to go on: `next_cursor` of the answer before." } };
    }
}
__decorate([
    IsCursor(),
    __metadata("design:type", String)
], BulkQueryDto.prototype, "cursor", void 0);
/** The filter as the domain knows it. @throws InvalidTaskError where there is no such time */
export function toTaskFilter(query) {
    const before = query.before === undefined ? null : timeOf(query.before);
    if (query.before !== undefined && before === null) {
        throw new InvalidTaskError('before', 'before must be a time that exists');
    }
    return {
        status: query.status ?? null,
        agentId: query.agent_id ?? null,
        sessionKey: query.session_key ?? null,
        errorCode: query.error_code ?? null,
        before,
    };
}
function IsCursor() {
    return applyDecorators(IsOptional(), Transform(({ value }) => typeof value === 'string' ? value.toLowerCase() : value), IsUUID('7', { message: 'cursor must be the next_cursor of another page' }));
}
//# sourceMappingURL=task-queries.dto.js.map