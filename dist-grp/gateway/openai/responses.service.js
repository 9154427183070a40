var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { InvalidTaskError, TaskConflictError, TaskNotFoundError, TooManyWaitersError, } from '../../tasks/task.errors.js';
import { TaskService } from '../../tasks/task.service.js';
import { TaskWaiter } from '../../tasks/task.waiter.js';
import { isTerminal } from '../../tasks/task.js';
import { OpenRequests } from '../open-requests.js';
import { HeldTasks } from './held.tasks.js';
import { errorOf } from './openai.error.js';
import { noSuchNumber, ResponseEvents } from './response.events.js';
import { taskIdOf } from './response.id.js';
import { toResponse } from './response.view.js';
import { annotationsOf, taskOfResponse } from './task.request.js';
/** How long a cancel waits for the run to stop, in ms. */
const CANCEL_MS = 10_000;
/** Tasks as OpenAI's responses. Every method may raise StoreUnavailableError. */
let ResponsesService = class ResponsesService {
    tasks;
    held;
    waiter;
    requests;
    constructor(tasks, held, waiter, requests) {
        this.tasks = tasks;
        this.held = held;
        this.waiter = waiter;
        this.requests = requests;
    }
    /**
     * Submits the task of a response: one whose caller waits, unless it is to run in the background.
     * @throws as TaskService.submit and HeldTasks.submit
     */
    async submit(dto, headers, submitter, reply) {
        const previous = await this.previousOf(dto, submitter.client);
        const request = taskOfResponse(dto, headers, previous);
        const annotations = { ...annotationsOf(dto) };
        // So that another response can go on from it.
        const by = { ...submitter, annotations, hasOwnSession: true };
        if (dto.background !== true)
            return this.held.submit(request, by, reply);
        const signal = dto.stream === true ? this.requests.enter(reply) : NEVER;
        const { id } = await this.tasks.submit(request, by);
        return { id, signal };
    }
    /** A response that was just created, as it is. @throws OpenAiError */
    async created({ id }) {
        const { task, output } = await this.held.whole(id);
        return toResponse(task, output);
    }
    /** A response as it is. @throws TaskNotFoundError */
    async get(taskId) {
        const { task, output } = await this.tasks.get(taskId);
        return toResponse(task, output);
    }
    /** A response once it has ended. @throws OpenAiError where it failed, or the process stops */
    async ended(held) {
        const { task, output } = await this.held.ended(held);
        if (task.status === 'failed')
            throw errorOf(task);
        return toResponse(task, output);
    }
    /** The events of a response that was just created, until it has ended. */
    async *eventsOfNew(held) {
        yield* this.eventsFrom(await this.held.look(held), held, null);
    }
    /**
     * The events of a response, until it has ended.
     * @param startingAfter the number of the last one that was seen; null: from the beginning
     * @throws TaskNotFoundError; InvalidTaskError
     */
    async *events(held, startingAfter) {
        yield* this.eventsFrom(await this.tasks.look(held.id), held, startingAfter);
    }
    async *eventsFrom(tail, { id, signal }, startingAfter) {
        const events = new ResponseEvents(tail, startingAfter);
        const sights = this.held.follow(id, events.from, signal);
        try {
            yield* events.of(sights, () => this.held.whole(id, signal).catch(nullIfGone));
        }
        catch (error) {
            // The store knows a place as one in the output.
            throw error instanceof InvalidTaskError ? noSuchNumber() : error;
        }
    }
    /** Cancels a response, and waits a moment for its run to stop. One that has ended stays as it is. */
    async cancel(taskId, reply) {
        try {
            const asked = await this.tasks.cancel(taskId);
            if (asked === 'asked')
                await this.waitForEnd(taskId, reply);
        }
        catch (error) {
            if (!(error instanceof TaskConflictError))
                throw error;
        }
        return this.get(taskId);
    }
    async waitForEnd(taskId, reply) {
        try {
            await this.waiter.untilEnded(taskId, this.requests.enter(reply), CANCEL_MS);
        }
        catch (error) {
            // It was cancelled all the same.
            if (!(error instanceof TooManyWaitersError))
                throw error;
        }
    }
    /** The task whose session goes on. @throws InvalidTaskError where that is not possible */
    async previousOf(dto, client) {
        const id = dto.previous_response_id ?? null;
        if (id === null)
            return null;
        const task = await this.find(taskIdOf(id));
        // Sessions are apart by client: another's would go on without its memory.
        if (task?.client !== client)
            throw cannotGoOn(`There is no response ${id}.`);
        if (!isTerminal(task.status))
            throw cannotGoOn(`Response ${id} has not ended yet.`);
        if (task.sessionKey === null)
            throw cannotGoOn(`Task ${task.id} has no session to go on with.`);
        return task;
    }
    async find(taskId) {
        return (await this.tasks.look(taskId).catch(nullIfGone))?.task ?? null;
    }
};
ResponsesService = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [TaskService,
        HeldTasks,
        TaskWaiter,
        OpenRequests])
], ResponsesService);
export { ResponsesService };
/** Of a task whose caller does not wait. */
const NEVER = new AbortController().signal;
function nullIfGone(error) {
    if (error instanceof TaskNotFoundError)
        return null;
    throw error;
}
const cannotGoOn = (message) => new InvalidTaskError('previous_response_id', message);
//# sourceMappingURL=responses.service.js.map