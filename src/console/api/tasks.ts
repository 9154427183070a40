import type { ProgressDto, ProgressListDto } from '../../gateway/progress.dto.js';
import type { StatusDto } from '../../gateway/status.dto.js';
import type {
  AttemptDto,
  AttemptListDto,
  SubmittedTaskDto,
  TaskDto,
  TaskListDto,
} from '../../gateway/task.dto.js';
import type { CreateTaskDto } from '../../tasks/create-task.dto.js';
import { call, callJson } from './http.ts';

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Which tasks to list; what is empty does not matter. */
export interface TaskFilter {
  readonly status: string;
  readonly agent_id: string;
  readonly session_key: string;
}

/** Whether a text is an id, and so safe in a path. */
export const isTaskId = (text: string): boolean => ID.test(text);

const pathOf = (id: string): string => `/tasks/${encodeURIComponent(id)}`;

/** Where a task's events are. */
export const eventsPathOf = (id: string): string => `${pathOf(id)}/events`;

/** How the system is. */
export const getStatus = (signal?: AbortSignal): Promise<StatusDto> =>
  callJson('/', { ...(signal ? { signal } : {}) });

/** One page of tasks, newest first. */
export function listTasks(
  filter: TaskFilter,
  page: { limit: number; cursor: string | null },
  signal: AbortSignal,
): Promise<TaskListDto> {
  const query = new URLSearchParams({ limit: String(page.limit) });
  for (const [name, value] of Object.entries({ ...filter, cursor: page.cursor ?? '' })) {
    if (value) query.set(name, value);
  }
  return callJson(`/tasks?${query}`, { signal });
}

/** A task with all there is of it. */
export const getTask = (id: string, signal: AbortSignal): Promise<TaskDto> =>
  callJson(pathOf(id), { signal });

/** What an agent did besides speaking, the oldest first. */
export const listProgress = async (
  id: string,
  signal: AbortSignal,
): Promise<readonly ProgressDto[]> =>
  (await callJson<ProgressListDto>(`${pathOf(id)}/progress`, { signal })).data;

/** The runs of a task, the oldest first. */
export const listAttempts = async (
  id: string,
  signal: AbortSignal,
): Promise<readonly AttemptDto[]> =>
  (await callJson<AttemptListDto>(`${pathOf(id)}/attempts`, { signal })).data;

/** Submits a task; once more with the same key makes no second one. */
export const submitTask = (
  task: Readonly<Record<string, unknown>> | CreateTaskDto,
  idempotencyKey: string,
): Promise<SubmittedTaskDto> =>
  callJson('/tasks', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
    body: JSON.stringify(task),
  });

/** Cancels a task, or asks its run to stop. */
export const cancelTask = (id: string): Promise<TaskDto> =>
  callJson(`${pathOf(id)}/cancel`, { method: 'POST' });

/** Runs a failed or cancelled task again. */
export const retryTask = (id: string): Promise<TaskDto> =>
  callJson(`${pathOf(id)}/retry`, { method: 'POST' });

/** Deletes a task that has ended. */
export async function deleteTask(id: string): Promise<void> {
  await call(pathOf(id), { method: 'DELETE' });
}
