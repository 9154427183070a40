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
import { Controller, Get, Headers, Param, Query, Res, UseGuards } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { InvalidTaskError } from '../tasks/task.errors.js';
import { NOTHING_SEEN, TaskWatcher } from '../tasks/task.watcher.js';
import { streamEvents } from './event.stream.js';
import { AcceptsEvents } from './negotiation.js';
import { OpenRequests } from './open-requests.js';
import { ApiProblems } from './openapi.js';
import { SystemState } from './system.state.js';
import { TaskParamsDto } from './task-params.dto.js';
import { TaskEventsQueryDto } from './task-queries.dto.js';
import { toProgressDto, toTaskSummaryDto } from './task.view.js';
const CURSOR = /^(\d{1,15})\.(\d{1,15})\.(\d{1,15})\.(\d{1,15})$/;
/** A task's output as it is written. */
let TaskEventsController = class TaskEventsController {
    watcher;
    system;
    requests;
    constructor(watcher, system, requests) {
        this.watcher = watcher;
        this.system = system;
        this.requests = requests;
    }
    async follow({ id }, { after }, lastEventId, reply) {
        const seen = seenOf(lastEventId ?? after);
        const signal = this.requests.enter(reply);
        await streamEvents(reply, signal, this.eventsOf(this.watcher.watch(id, seen, signal)));
    }
    async *eventsOf(sights) {
        for await (const sight of sights)
            yield this.eventOf(sight);
    }
    eventOf(sight) {
        if (sight.type === 'quiet')
            return null;
        if (sight.type === 'deleted')
            return { event: 'deleted', data: {} };
        const { seen } = sight;
        const id = `${seen.outputNumber}.${seen.offset}.${seen.progress}.${seen.version}`;
        switch (sight.type) {
            case 'reset':
                return { event: 'reset', data: {}, id };
            case 'progress':
                return { event: 'progress', data: toProgressDto(sight.progress), id };
            case 'delta':
                return { event: 'delta', data: { delta: sight.text, offset: seen.offset }, id };
            case 'status':
                return { event: 'status', data: this.summaryOf(sight.tail), id };
            case 'done': {
                const data = { ...this.summaryOf(sight.tail), output_bytes: sight.tail.length };
                return { event: 'done', data, id };
            }
        }
    }
    summaryOf({ task, now }) {
        return toTaskSummaryDto(task, now, this.system.v1IsAway);
    }
};
__decorate([
    Get(':id/events'),
    ApiOperation({
        summary: 'Follow a task: its status and its output as it is written',
        description: 'Server-sent events: `status` (the task without content and output), `delta` (`delta`, and ' +
            '`offset`: the UTF-8 byte position after it), `progress` (a step of the run, such as the use of a ' +
            'tool; what has the same `id` is news of the same step), `reset` (another output: drop the one so far), ' +
            '`deleted`, and last `done` (as `status`, with `output_bytes`). `Last-Event-ID` or `?after=` ' +
            'resumes after an event, on any gateway. A task that has ended is told from its start.',
    }),
    ApiHeader({ name: 'Last-Event-ID', required: false, schema: { type: 'string' } }),
    ApiResponse({
        status: 200,
        description: 'The events.',
        content: { 'text/event-stream': { schema: { type: 'string' } } },
    }),
    ApiProblems('validation_failed', 'task_not_found', 'too_many_waiters', 'store_unavailable'),
    __param(0, Param()),
    __param(1, Query()),
    __param(2, Headers('last-event-id')),
    __param(3, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [TaskParamsDto,
        TaskEventsQueryDto, Object, Object]),
    __metadata("design:returntype", Promise)
], TaskEventsController.prototype, "follow", null);
TaskEventsController = __decorate([
    ApiTags('tasks'),
    UseGuards(AcceptsEvents),
    Controller('tasks'),
    __metadata("design:paramtypes", [TaskWatcher,
        SystemState,
        OpenRequests])
], TaskEventsController);
export { TaskEventsController };
function seenOf(cursor) {
    if (cursor === undefined || cursor === '')
        return NOTHING_SEEN;
    const places = CURSOR.exec(cursor)?.slice(1).map(Number);
    if (!places) {
        throw new InvalidTaskError('after', 'after must be the id of an event of this task');
    }
    const [outputNumber = 0, offset = 0, progress = 0, version = 0] = places;
    return { outputNumber, offset, progress, version };
}
//# sourceMappingURL=task-events.controller.js.map