import type { TaskSummaryDto } from '../../gateway/task.dto.js';
import type { TaskFilter } from '../api/tasks.ts';

/** A list that is left open for days is kept to about this many. */
const LEAST_KEPT = 1_000;
const SLACK = 100;

/** What was told since a listing began; null: it was deleted. */
export type Listing = Map<string, TaskSummaryDto | null>;

/** The listed part of the tasks: pages of a list, kept up to date by what is told in between. */
export class LoadedTasks {
  /** Where the next older page begins; null: there is none. */
  cursor: string | null = null;
  /** Whether a first page is there. */
  isListed = false;

  private tasks = new Map<string, TaskSummaryDto>();
  /** What was told since each listing that is under way began: it may be newer than its pages. */
  private readonly listings = new Set<Listing>();
  /** Live ones push the oldest out of the list beyond this many. */
  private most = LEAST_KEPT;

  constructor(private readonly filter: TaskFilter) {}

  get size(): number {
    return this.tasks.size;
  }

  newestFirst(): TaskSummaryDto[] {
    return [...this.tasks.values()].sort((a, b) => (a.task_id < b.task_id ? 1 : -1));
  }

  /** To be called before pages are asked for that {@link replaceBy} or {@link add} is given. */
  beginListing(): Listing {
    const listing: Listing = new Map();
    this.listings.add(listing);
    return listing;
  }

  /** Forgets all but these, and what was told meanwhile. */
  replaceBy(listing: Listing, tasks: readonly TaskSummaryDto[], cursor: string | null): void {
    const before = this.tasks;
    this.tasks = new Map();
    this.isListed = true;
    for (const task of tasks) this.tasks.set(task.task_id, sameOr(before.get(task.task_id), task));
    this.cursor = cursor;
    this.endListing(listing);
  }

  /** Adds an older page. */
  add(listing: Listing, tasks: readonly TaskSummaryDto[], cursor: string | null): void {
    this.cursor = cursor;
    // The page is right about which tasks are wanted and where it ends.
    for (const task of tasks) {
      const known = this.tasks.get(task.task_id);
      if (!known || known.updated_at <= task.updated_at) this.tasks.set(task.task_id, task);
    }
    this.endListing(listing);
  }

  /** Ends a listing that came to nothing. */
  forgetListing(listing: Listing): void {
    this.listings.delete(listing);
  }

  /** Takes in how a task is now. */
  note(task: TaskSummaryDto): void {
    for (const listing of this.listings) listing.set(task.task_id, task);
    this.merge(task);
    if (this.tasks.size > this.most + SLACK) this.dropOldest();
  }

  /** Takes in that a task is no more. */
  noteDeleted(id: string): void {
    for (const listing of this.listings) listing.set(id, null);
    this.tasks.delete(id);
  }

  private endListing(listing: Listing): void {
    this.listings.delete(listing);
    for (const [id, task] of listing) {
      if (task) this.merge(task);
      else this.tasks.delete(id);
    }
    this.most = Math.max(LEAST_KEPT, this.tasks.size);
  }

  /** They are as if they had not been listed yet. */
  private dropOldest(): void {
    const oldest = this.newestFirst().slice(this.most);
    for (const { task_id } of oldest) this.tasks.delete(task_id);
    this.cursor = this.newestFirst().at(-1)?.task_id ?? this.cursor;
  }

  private merge(task: TaskSummaryDto): void {
    const known = this.tasks.get(task.task_id);
    if (known && known.updated_at > task.updated_at) return;
    if (!this.isWanted(task)) this.tasks.delete(task.task_id);
    // One that is older than all that is listed comes with its page.
    else if (known || this.cursor === null || task.task_id > this.cursor) {
      this.tasks.set(task.task_id, sameOr(known, task));
    }
  }

  private isWanted(task: TaskSummaryDto): boolean {
    const { status, agent_id, session_key } = this.filter;
    return (
      (status === '' || task.status === status) &&
      (agent_id === '' || task.agent_id === agent_id) &&
      (session_key === '' || task.session_key === session_key)
    );
  }
}

/** What did not change stays the same object, and its row is not drawn again. */
const sameOr = (known: TaskSummaryDto | undefined, task: TaskSummaryDto): TaskSummaryDto =>
  known && JSON.stringify(known) === JSON.stringify(task) ? known : task;
