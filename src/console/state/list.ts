import { computed, signal } from '@preact/signals';
import type { TaskSummaryDto } from '../../gateway/task.dto.js';
import { isTransient } from '../api/errors.ts';
import { backoff, hasAborted, pause } from '../api/pause.ts';
import { listTasks, type TaskFilter } from '../api/tasks.ts';
import { reportLink } from './connection.ts';
import { LoadedTasks } from './loaded-tasks.ts';

const FIRST_PAGE = 100;
/** The most that the gateway gives at once. */
const LARGEST_PAGE = 200;

export const NO_FILTER: TaskFilter = { status: '', agent_id: '', session_key: '' };

/** Which tasks are listed. */
export const filter = signal<TaskFilter>(NO_FILTER);
/** A part of an id; of what is listed, only tasks that have it are shown. */
export const search = signal('');
/** Listed tasks, newest first; null: not loaded yet. */
export const listed = signal<readonly TaskSummaryDto[] | null>(null);
/** Whether there are older ones to load. */
export const hasMore = signal(false);
export const isLoadingMore = signal(false);
/** Why the list could not be loaded. */
export const listFailure = signal<unknown>(null);

/** Listed tasks that the search leaves. */
export const shown = computed(() => {
  const part = search.value.trim().toLowerCase();
  return listed.value?.filter(({ task_id }) => part === '' || task_id.includes(part)) ?? null;
});

export const isFiltered = computed(() => Object.values(filter.value).some(Boolean));

/** Names seen so far, to choose from. */
export const knownAgents = signal<readonly string[]>([]);
export const knownSessions = signal<readonly string[]>([]);

let loaded = new LoadedTasks(NO_FILTER);
let loading = new AbortController();

/** Lists other tasks. */
export function setFilter(change: Partial<TaskFilter>): void {
  filter.value = { ...filter.value, ...change };
  listed.value = null;
  loaded = new LoadedTasks(filter.value);
  void reload();
}

/** However often the gateway says that the list is out of date, it is listed no more often. */
const RELOAD_EVERY_MS = 2_000;
let reloadTimer: number | undefined;
let reloadedAt = -RELOAD_EVERY_MS;
let isReloading = false;

/** Lists anew at once, or in a moment if that was done a moment ago. */
export function reloadSoon(): void {
  const early = reloadedAt + RELOAD_EVERY_MS - performance.now();
  reloadTimer ??= window.setTimeout(
    () => {
      reloadTimer = undefined;
      void reload();
    },
    Math.max(0, early),
  );
}

/** Lists anew, as far as was listed before, until it succeeds or that does not help. */
export async function reload(): Promise<void> {
  loading.abort();
  reloadedAt = performance.now();
  isReloading = true;
  const { signal } = (loading = new AbortController());
  listFailure.value = null;
  isLoadingMore.value = false;
  for (let failures = 1; !signal.aborted; failures++) {
    const listing = loaded.beginListing();
    try {
      const fresh = await listAsFarAs(loaded.size, signal);
      loaded.replaceBy(listing, fresh.data, fresh.next_cursor);
      isReloading = false;
      publish();
      reportLink('list', true);
      return;
    } catch (error) {
      loaded.forgetListing(listing);
      if (hasAborted(signal)) return;
      if (!isTransient(error)) {
        isReloading = false;
        listFailure.value = error;
        return;
      }
      reportLink('list', false);
      await pause(backoff(failures), signal);
    }
  }
}

async function listAsFarAs(size: number, signal: AbortSignal) {
  const data: TaskSummaryDto[] = [];
  let cursor: string | null = null;
  do {
    const limit = size > FIRST_PAGE ? LARGEST_PAGE : FIRST_PAGE;
    const page = await listTasks(filter.peek(), { limit, cursor }, signal);
    data.push(...page.data);
    cursor = page.next_cursor;
  } while (cursor !== null && data.length < size);
  return { data, next_cursor: cursor };
}

/** Lists the next older ones, too. @throws ApiError, ConnectionError */
export async function loadMore(): Promise<void> {
  const { signal } = loading;
  // While it is listed anew, where the next page begins may change.
  if (isLoadingMore.value || isReloading || loaded.cursor === null) return;
  isLoadingMore.value = true;
  const listing = loaded.beginListing();
  try {
    const page = await listTasks(
      filter.peek(),
      { limit: LARGEST_PAGE, cursor: loaded.cursor },
      signal,
    );
    loaded.add(listing, page.data, page.next_cursor);
    publish();
  } catch (error) {
    loaded.forgetListing(listing);
    if (!signal.aborted) throw error;
  } finally {
    if (!signal.aborted) isLoadingMore.value = false;
  }
}

/** Takes in how a task is now. */
export function noteTask(task: TaskSummaryDto): void {
  loaded.note(task);
  publishSoon();
}

/** Takes in that a task is no more. */
export function noteDeleted(id: string): void {
  loaded.noteDeleted(id);
  publishSoon();
}

let timer: number | undefined;

/** Many changes at once are shown as one. */
function publishSoon(): void {
  timer ??= window.setTimeout(publish, 120);
}

function publish(): void {
  clearTimeout(timer);
  timer = undefined;
  if (!loaded.isListed) return;
  listed.value = loaded.newestFirst();
  hasMore.value = loaded.cursor !== null;
  knownAgents.value = namesOf(knownAgents.value, (task) => task.agent_id);
  knownSessions.value = namesOf(knownSessions.value, (task) => task.session_key);
}

function namesOf(
  before: readonly string[],
  name: (task: TaskSummaryDto) => string | null,
): readonly string[] {
  const names = new Set(before);
  for (const task of listed.value ?? []) names.add(name(task) ?? '');
  names.delete('');
  return names.size === before.length ? before : [...names].sort();
}
