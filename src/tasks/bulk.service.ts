import { Injectable } from '@nestjs/common';
import {
  InvalidTaskError,
  StoreUnavailableError,
  TaskConflictError,
  TaskNotFoundError,
} from './task.errors.js';
import { TaskService } from './task.service.js';
import type { TaskStatus } from './task.js';
import type { TaskFilter, TaskSummary } from './task.store.js';

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
} as const satisfies Record<string, readonly TaskStatus[]>;

export type BulkOperation = keyof typeof FOR;

/** What came of an operation on many tasks. */
export interface BulkResult {
  /** Tasks it was done to; runs that are being stopped among them. */
  readonly changed: number;
  /** Tasks that match, and whose status does not allow it. */
  readonly skipped: number;
  /** Where to go on; null: all that match were seen. */
  readonly nextCursor: string | null;
}

/** Does to every task that matches a filter what {@link TaskService} does to one. */
@Injectable()
export class BulkService {
  constructor(private readonly tasks: TaskService) {}

  /**
   * Goes through the tasks below the cursor, newest first, a bounded number at a time.
   * @throws InvalidTaskError without any filter; StoreUnavailableError, after which a page may be done
   */
  async apply(
    operation: BulkOperation,
    filter: TaskFilter,
    cursor: string | null,
  ): Promise<BulkResult> {
    if (Object.values(filter).every((each) => each === null)) throw new NoFilterError();
    let [changed, skipped, next] = [0, 0, cursor];
    for (let page = 0; page < MAX_PAGES && changed + skipped < MAX_TASKS; page++) {
      const done = await this.onePage(operation, filter, next).catch((error: unknown) => {
        // What was done is told, and where to go on: that page is done again in full.
        if (page > 0 && error instanceof StoreUnavailableError) return null;
        throw error;
      });
      if (!done) break;
      changed += done.changed;
      skipped += done.skipped;
      next = done.nextCursor;
      if (next === null) break;
    }
    return { changed, skipped, nextCursor: next };
  }

  private async onePage(
    operation: BulkOperation,
    filter: TaskFilter,
    cursor: string | null,
  ): Promise<BulkResult> {
    const { tasks, nextCursor } = await this.tasks.list(filter, cursor, PAGE);
    const done = await Promise.all(tasks.map((task) => this.tryOne(operation, task)));
    const changed = done.filter(Boolean).length;
    return { changed, skipped: done.length - changed, nextCursor };
  }

  /** @returns whether the task's status allowed it */
  private async tryOne(operation: BulkOperation, { id, status }: TaskSummary): Promise<boolean> {
    if (!(FOR[operation] as readonly TaskStatus[]).includes(status)) return false;
    try {
      await this.tasks[operation](id);
      return true;
    } catch (error) {
      // Gone or changed since it was listed.
      if (error instanceof TaskConflictError || error instanceof TaskNotFoundError) return false;
      throw error;
    }
  }
}

class NoFilterError extends InvalidTaskError {
  constructor() {
    super('status', 'name at least one of status, error_code, agent_id, session_key, before');
  }
}
