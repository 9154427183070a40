import { effect, type Signal, signal } from '@preact/signals';

export const LANGUAGES = { en: 'English', zh: '简体中文' } as const;
export type Language = keyof typeof LANGUAGES;

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** What the reader chose before; storage may be forbidden, and then nothing is remembered. */
function remembered(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function remember(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Then it holds until the page is left.
  }
}

/** A choice that is kept in this browser once it was made. */
function choice<T extends string>(name: string, values: readonly T[], otherwise: T): Signal<T> {
  const before = values.find((value) => value === remembered(name));
  const chosen = signal(before ?? otherwise);
  let first = true;
  effect(() => {
    const { value } = chosen;
    if (!first) remember(name, value);
    first = false;
  });
  return chosen;
}

const browserLanguage: Language = navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
const isRoomy = matchMedia('(width >= 60rem)').matches;

/** In which language the console speaks; the browser's until another is chosen. */
export const language = choice('openclaw.language', ['en', 'zh'], browserLanguage);

/** Light or dark; as the system has it until one is chosen. */
export const theme = choice<Theme>('openclaw.theme', THEMES, 'auto');

/** Whether the charts are shown; a small screen has better use for the place. */
export const charts = choice('openclaw.charts', ['shown', 'hidden'], isRoomy ? 'shown' : 'hidden');

/** Whether outputs are shown as Markdown or as they are. */
export const outputView = choice('openclaw.output', ['rendered', 'raw'], 'rendered');

/** Keeps the document's language and theme as chosen. */
export function applyPreferences(): void {
  const root = document.documentElement;
  effect(() => {
    root.lang = language.value === 'zh' ? 'zh-CN' : 'en';
  });
  effect(() => {
    root.dataset.theme = theme.value;
  });
}
