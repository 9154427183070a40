import { signal } from '@preact/signals';

const NAME = 'openclaw.key';

/** The secret that requests carry; null: none. It lives as long as the tab. */
export const key = signal(sessionStorage.getItem(NAME));

/** Why a key is asked for; null: it is not. */
export const keyAsked = signal<'missing' | 'wrong' | null>(null);

/** Takes a key; all requests that waited for one go on with it. */
export function takeKey(secret: string): void {
  sessionStorage.setItem(NAME, secret);
  keyAsked.value = null;
  key.value = secret;
}

/** Forgets the key and with it all that was shown for it. */
export function forgetKey(): void {
  sessionStorage.removeItem(NAME);
  location.reload();
}

/**
 * Asks for a key after a request was refused, and resolves once there is another than the one that
 * it was refused with.
 */
export function anotherKey(refused: string | null, signal?: AbortSignal): Promise<void> {
  if (key.value !== refused && key.value !== null) return Promise.resolve();
  keyAsked.value ??= refused === null ? 'missing' : 'wrong';
  return new Promise((resolve, reject) => {
    let stop = (): void => undefined;
    const abort = (): void => {
      stop();
      reject(new DOMException('Aborted', 'AbortError'));
    };
    // Called at once with the key of now, before `stop` is known.
    const unsubscribe = key.subscribe((current) => {
      if (current === null || current === refused) return;
      stop();
      signal?.removeEventListener('abort', abort);
      resolve();
    });
    stop = unsubscribe;
    signal?.addEventListener('abort', abort, { once: true });
  });
}
