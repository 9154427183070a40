import { signal } from '@preact/signals';
import { search, shown } from './list.ts';
import { goTo, hashOf, HOME, NEW_TASK, route } from './route.ts';

/** The field of the search, for the shortcut to find. */
export const SEARCH_ID = 'search';
/** The field of the task, for the shortcut to find. */
export const CONTENT_ID = 'field-content';

export const isHelpOpen = signal(false);

const SHORTCUTS: Readonly<Record<string, () => void>> = {
  n: () => {
    goTo(NEW_TASK);
    // The form may have to be drawn first.
    setTimeout(() => document.getElementById(CONTENT_ID)?.focus());
  },
  '/': () => {
    if (document.getElementById(SEARCH_ID)?.checkVisibility() === false) goTo(HOME);
    setTimeout(() => document.getElementById(SEARCH_ID)?.focus());
  },
  j: () => {
    step(1);
  },
  k: () => {
    step(-1);
  },
  Escape: () => {
    if (route.value.screen !== 'home') goTo(HOME);
  },
  '?': () => {
    isHelpOpen.value = true;
  },
};

/** Makes the keyboard shortcuts work, but for while somebody types or a dialog is open. */
export function listenForShortcuts(): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.isComposing || document.querySelector('dialog[open]')) return;
    const { target } = event;
    if (target instanceof HTMLElement && isTyping(target)) {
      if (event.key !== 'Escape') return;
      // The browser would empty the field, and nobody would hear of it.
      if (target.id === SEARCH_ID) search.value = '';
      target.blur();
      return;
    }
    const shortcut = Object.hasOwn(SHORTCUTS, event.key) ? SHORTCUTS[event.key] : undefined;
    if (!shortcut) return;
    event.preventDefault();
    shortcut();
  });
}

const isTyping = (element: HTMLElement): boolean =>
  element.matches('input, textarea, select') || element.isContentEditable;

/** Opens the next or the previous task of the list. */
function step(by: 1 | -1): void {
  const tasks = shown.value ?? [];
  const open = route.value.screen === 'task' ? route.value.id : null;
  const at = tasks.findIndex(({ task_id }) => task_id === open);
  const next = tasks[at === -1 ? 0 : at + by];
  if (!next) return;
  goTo(hashOf(next.task_id));
  setTimeout(() =>
    document.querySelector('.row [aria-current]')?.scrollIntoView({ block: 'nearest' }),
  );
}
