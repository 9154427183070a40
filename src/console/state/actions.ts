import { signal } from '@preact/signals';
import type { TaskDto } from '../../gateway/task.dto.js';
import { cancelTask, deleteTask, retryTask } from '../api/tasks.ts';
import { phrases } from '../i18n/phrases.ts';
import { summaryOf } from './followed-task.ts';
import { noteDeleted, noteTask } from './list.ts';
import { tell, tellError } from './notices.ts';
import { openTask } from './open-task.ts';
import { goTo, HOME } from './route.ts';

/** Whether something that was asked for is not answered yet. */
export const isBusy = signal(false);

/** Cancels a task, or asks its run to stop, and tells which. */
export const cancel = (id: string): Promise<void> =>
  act(async () => {
    const task = await cancelTask(id);
    learn(task);
    const p = phrases.value.task;
    tell(task.status === 'cancelled' ? p.cancelled : p.cancelSent);
  });

/** Runs a task again. */
export const retry = (id: string): Promise<void> =>
  act(async () => {
    learn(await retryTask(id));
    tell(phrases.value.task.retried);
  });

/** Deletes a task and leaves it. */
export const remove = (id: string): Promise<void> =>
  act(async () => {
    await deleteTask(id);
    if (openTask.value?.id === id) goTo(HOME);
    noteDeleted(id);
    tell(phrases.value.task.removed);
  });

async function act(action: () => Promise<void>): Promise<void> {
  if (isBusy.value) return;
  isBusy.value = true;
  try {
    await action();
  } catch (error) {
    tellError(error);
    // It may have moved on, which is why it was refused.
    void openTask.value?.refresh();
  } finally {
    isBusy.value = false;
  }
}

function learn(task: TaskDto): void {
  const summary = summaryOf(task);
  noteTask(summary);
  if (openTask.value?.id === task.task_id) openTask.value.learn(summary);
}
