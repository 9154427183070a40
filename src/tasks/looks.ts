/** A ring can be lost; this is the longest that it goes unnoticed, in ms. */
const LOOK_AGAIN_MS = 5_000;

/**
 * Yields whenever it is time to look: at once, after every ring, and every 5 s in case one was lost,
 * until the signal aborts. A ring during a look makes for another one.
 * @param subscribe calls back with every ring until the function it answers with is called
 */
export async function* looks(
  subscribe: (onRing: () => void) => Promise<() => void>,
  signal: AbortSignal,
): AsyncGenerator<void, void, void> {
  let ring = Promise.withResolvers<undefined>();
  const wake = (): void => {
    ring.resolve(undefined);
  };
  const unsubscribe = await subscribe(wake);
  const again = setInterval(wake, LOOK_AGAIN_MS);
  signal.addEventListener('abort', wake);
  try {
    while (!signal.aborted) {
      ring = Promise.withResolvers();
      yield;
      await ring.promise;
    }
  } finally {
    clearInterval(again);
    signal.removeEventListener('abort', wake);
    unsubscribe();
  }
}
