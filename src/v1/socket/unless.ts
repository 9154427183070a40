/** A promise, or the signal's reason where that aborts first. */
export async function unless<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  // Nobody waits for it any more where the signal has aborted.
  promise.catch(() => undefined);
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => {
    aborted.reject(signal.reason as Error);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
