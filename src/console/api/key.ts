import { signal } from '@preact/signals';

const NAME = 'openclaw.key';

/** What is sent in a header can have no other characters. */
const SENDABLE = /^[\x21-\x7e]+$/;

/** The secret that requests carry; null: none. It lives as long as the tab. */
export const key = signal(remembered());

/** Why a key is asked for; null: it is not. */
export const keyAsked = signal<'missing' | 'wrong' | null>(null);

/** Takes a key, whatever stands around it; all requests that waited for one go on with it. */
export function takeKey(typed: string): void {
  const secret = typed.trim();
  if (!SENDABLE.test(secret)) {
    keyAsked.value = 'wrong';
    return;
  }
  remember(secret);
  keyAsked.value = null;
  key.value = secret;
}

/** Storage may be forbidden; then the key is asked for at each visit. */
function remembered(): string | null {
  try {
    return sessionStorage.getItem(NAME);
  } catch {
    return null;
  }
}

function remember(secret: string | null): void {
  try {
    if (secret === null) sessionStorage.removeItem(NAME);
    else sessionStorage.setItem(NAME, secret);
  } catch {
    // It holds until the page is left.
  }
}

/** Forgets the key and with it all that was shown for it. */
export function forgetKey(): void {
  remember(null);
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
