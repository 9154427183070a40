import { computed, signal } from '@preact/signals';
import { route } from './route.ts';

const query = matchMedia('(width < 60rem)');

/** Whether there is room for one thing only: the list or what was chosen of it. */
export const isNarrow = signal(query.matches);

query.addEventListener('change', () => {
  isNarrow.value = query.matches;
});

/** Whether a task's details have a place of their own beside its output. */
export const isRoomy = (): boolean => matchMedia('(width >= 78rem)').matches;

/** Whether the list is all that is shown. */
export const isListAlone = computed(() => isNarrow.value && route.value.screen === 'home');
