import { effect, signal, untracked } from '@preact/signals';
import { FollowedTask } from './followed-task.ts';
import { route } from './route.ts';

/** The task that is looked at; null: none is. */
export const openTask = signal<FollowedTask | null>(null);

/** Keeps the task of the address open. */
export function openTaskOfAddress(): void {
  effect(() => {
    const { value } = route;
    untracked(() => {
      const id = value.screen === 'task' ? value.id : null;
      if (openTask.value?.id === id) return;
      openTask.value?.close();
      openTask.value = id === null ? null : new FollowedTask(id);
      openTask.value?.open();
    });
  });
}
