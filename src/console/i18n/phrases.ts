import { computed } from '@preact/signals';
import { language } from '../state/preferences.ts';
import { en } from './en/en.ts';
import type { InAnyLanguage } from './in-any-language.ts';
import { zh } from './zh/zh.ts';

export type Phrases = InAnyLanguage<typeof en>;

const LANGUAGES: Record<'en' | 'zh', Phrases> = { en, zh };

/** All phrases in the language of the moment. */
export const phrases = computed(() => LANGUAGES[language.value]);

/** A phrase by a key that the server made, which may be newer than this console. */
export const phraseOf = (known: Readonly<Record<string, unknown>>, key: string): string | null => {
  const found = Object.hasOwn(known, key) ? known[key] : null;
  return typeof found === 'string' ? found : null;
};
