import { signal } from '@preact/signals';
import { inWords } from '../i18n/errors.ts';

export interface Notice {
  readonly id: number;
  readonly kind: 'info' | 'error';
  readonly text: string;
}

const MOST = 3;
const SHOWN_MS = { info: 5_000, error: 12_000 } as const;

/** What the reader is told in passing, the newest last. */
export const notices = signal<readonly Notice[]>([]);

let last = 0;

/** Takes a notice away. */
export function dismiss(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}

/** Tells something in passing; the same once more replaces itself, and old ones make place. */
export function tell(text: string, kind: Notice['kind'] = 'info'): void {
  const id = ++last;
  const others = notices.value.filter((notice) => notice.text !== text);
  notices.value = [...others, { id, kind, text }].slice(-MOST);
  setTimeout(() => {
    dismiss(id);
  }, SHOWN_MS[kind]);
}

/** Tells in words what went wrong. */
export function tellError(error: unknown): void {
  tell(inWords(error), 'error');
}
