import { signal } from '@preact/signals';
import { isTaskId } from '../api/tasks.ts';

/** Which screen is shown; `home` is the list, beside the form where there is room for both. */
export type Route =
  | { readonly screen: 'home' }
  | { readonly screen: 'new' }
  | { readonly screen: 'task'; readonly id: string }
  | { readonly screen: 'bad-id' };

export const HOME = '#/';
export const NEW_TASK = '#/new';

/** Where a task is shown. */
export const hashOf = (id: string): string => `#/tasks/${id}`;

function read(hash: string): Route {
  if (hash === NEW_TASK) return { screen: 'new' };
  const id = /^#\/tasks\/(.*)$/.exec(hash)?.[1];
  if (id === undefined) return { screen: 'home' };
  return isTaskId(id) ? { screen: 'task', id: id.toLowerCase() } : { screen: 'bad-id' };
}

/** The screen that the address names. */
export const route = signal(read(location.hash));

/** Goes to another screen. */
export function goTo(hash: string): void {
  location.hash = hash;
}

/** Keeps the screen as the address says. */
export function followAddress(): void {
  addEventListener('hashchange', () => {
    route.value = read(location.hash);
  });
}
