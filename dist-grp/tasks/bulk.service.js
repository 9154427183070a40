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
import { InvalidTaskError, StoreUnavailableError, TaskConflictError, TaskNotFoundError, } from './task.errors.js';
import { TaskService } from './task.service.js';
/** Tasks that one call looks at at most, page by page; the caller goes on where it ended. */
const MAX_TASKS = 1_000;
const PAGE = 100;
/** Pages that one call reads at most: what matches a filter may be rare. */
const MAX_PAGES = 20;
/** The statuses of tasks that each operation is for. */
const FOR = {
    cancel: ['pending', 'running'],
    retry: ['failed', 'cancelled'],
    remove: ['completed', 'failed', 'cancelled'],
};
/** Does to every task that matches a filter what {@link TaskService} does to one. */
let BulkService = class BulkService {
    tasks;
    constructor(tasks) {
        this.tasks = tasks;
    }
    /**
     * Goes through the tasks below the cursor, newest first, a bounded number at a time.
     * @throws InvalidTaskError without any filter; StoreUnavailableError, after which a page may be done
     */
    async apply(operation, filter, cursor) {
        if (Object.values(filter).every((each) => each === null))
            throw new NoFilterError();
        let [changed, skipped, next] = [0, 0, cursor];
        for (let page = 0; page < MAX_PAGES && changed + skipped < MAX_TASKS; page++) {
            const done = await this.onePage(operation, filter, next).catch((error) => {
                // What was done is told, and where to go on: that page is done again in full.
                if (page > 0 && error instanceof StoreUnavailableError)
                    return null;
                throw error;
            });
            if (!done)
                break;
            changed += done.changed;
            skipped += done.skipped;
            next = done.nextCursor;
            if (next === null)
                break;
        }
        return { changed, skipped, nextCursor: next };
    }
    async onePage(operation, filter, cursor) {
        const { tasks, nextCursor } = await this.tasks.list(filter, cursor, PAGE);
        const done = await Promise.all(tasks.map((task) => this.tryOne(operation, task)));
        const changed = done.filter(Boolean).length;
        return { changed, skipped: done.length - changed, nextCursor };
    }
    /** @returns whether the task's status allowed it */
    async tryOne(operation, { id, status }) {
        if (!FOR[operation].includes(status))
            return false;
        try {
            await this.tasks[operation](id);
            return true;
        }
        catch (error) {
            // Gone or changed since it was listed.
            if (error instanceof TaskConflictError || error instanceof TaskNotFoundError)
                return false;
            throw error;
        }
    }
};
BulkService = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [TaskService])
], BulkService);
export { BulkService };
class NoFilterError extends InvalidTaskError {
    constructor() {
        super('status', 'name at least one of status, error_code, agent_id, session_key, before');
    }
}
//# sourceMappingURL=bulk.service.js.map