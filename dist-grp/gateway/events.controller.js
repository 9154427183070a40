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
import { Controller, Get, Headers, Query, Res, UseGuards } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ChangesWatcher } from '../tasks/changes.watcher.js';
import { InvalidTaskError } from '../tasks/task.errors.js';
import { streamEvents } from './event.stream.js';
import { AcceptsEvents } from './negotiation.js';
import { OpenRequests } from './open-requests.js';
import { ApiProblems } from './openapi.js';
import { SystemState } from './system.state.js';
import { EventsQueryDto } from './task-queries.dto.js';
import { toTaskSummaryDto } from './task.view.js';
const CURSOR = /^\d{1,15}-\d{1,15}$/;
/** All tasks as they change. */
let EventsController = class EventsController {
    watcher;
    system;
    requests;
    constructor(watcher, system, requests) {
        this.watcher = watcher;
        this.system = system;
        this.requests = requests;
    }
    async follow({ status, after }, lastEventId, reply) {
        const cursor = cursorOf(lastEventId ?? after);
        const signal = this.requests.enter(reply);
        const news = this.watcher.watch(cursor, signal);
        await streamEvents(reply, signal, this.eventsOf(news, status));
    }
    async *eventsOf(news, status) {
        for await (const told of news) {
            if (told.type === 'quiet')
                yield null;
            else if (told.type === 'reset')
                yield { event: 'reset', data: {}, id: told.cursor };
            else
                yield* this.eventsOfChanges(told, status);
        }
    }
    /** Only the last has the id: who is cut off before it is told all of them again. */
    *eventsOfChanges({ changes, now, cursor }, status) {
        const wanted = changes.filter((change) => change.type === 'deleted' || !status || change.task.status === status);
        // An id alone, or whoever hears of few changes would soon be too far behind to resume.
        if (wanted.length === 0)
            yield { id: cursor };
        for (const [i, change] of wanted.entries()) {
            const event = this.eventOf(change, now);
            yield i === wanted.length - 1 ? { ...event, id: cursor } : event;
        }
    }
    eventOf(change, now) {
        if (change.type === 'deleted')
            return { event: 'deleted', data: { task_id: change.id } };
        return { event: 'task', data: toTaskSummaryDto(change.task, now, this.system.v1IsAway) };
    }
};
__decorate([
    Get(),
    ApiOperation({
        summary: 'Follow all tasks as they change',
        description: 'Server-sent events: `reset` (what you know may be out of date: list anew; always first, unless ' +
            'the stream goes on after an event that is still remembered), `task` (a task without content ' +
            'and output, as it is now) and `deleted` (`task_id`). Changes that follow closely on each ' +
            'other are told as one. `Last-Event-ID` or `?after=` resumes after an event, on any gateway.',
    }),
    ApiHeader({ name: 'Last-Event-ID', required: false, schema: { type: 'string' } }),
    ApiResponse({
        status: 200,
        description: 'The events.',
        content: { 'text/event-stream': { schema: { type: 'string' } } },
    }),
    ApiProblems('validation_failed', 'too_many_waiters', 'store_unavailable'),
    __param(0, Query()),
    __param(1, Headers('last-event-id')),
    __param(2, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [EventsQueryDto, Object, Object]),
    __metadata("design:returntype", Promise)
], EventsController.prototype, "follow", null);
EventsController = __decorate([
    ApiTags('tasks'),
    UseGuards(AcceptsEvents),
    Controller('events'),
    __metadata("design:paramtypes", [ChangesWatcher,
        SystemState,
        OpenRequests])
], EventsController);
export { EventsController };
function cursorOf(cursor) {
    if (cursor === undefined || cursor === '')
        return null;
    if (CURSOR.test(cursor))
        return cursor;
    throw new InvalidTaskError('after', 'after must be the id of an event of this stream');
}
//# sourceMappingURL=events.controller.js.map