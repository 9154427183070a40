import type { TaskSummaryDto } from '../../gateway/task.dto.js';

export type TaskStatus = TaskSummaryDto['status'];

export const STATUSES = [
  'pending',
  'running',
  'completed',
  'failed',
  'cancelled',
] as const satisfies readonly TaskStatus[];

/** Whether it stays so, unless somebody retries the task. */
export const isOver = (status: TaskStatus): boolean =>
  status === 'completed' || status === 'failed' || status === 'cancelled';

/** Whether a cancel is asked for that has not happened yet. */
export const isCancelling = (task: TaskSummaryDto): boolean =>
  !isOver(task.status) && task.cancel_requested_at !== null;

/** The end of an id: the beginning of a version 7 one is the time, and much the same for all. */
export const tailOf = (id: string): string => id.slice(-8);
