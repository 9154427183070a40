const FIRST_MS = 1_000;
const LONGEST_MS = 10_000;

/** Whether it has aborted by now; the compiler takes for granted what it saw before a pause. */
export const hasAborted = (signal: AbortSignal): boolean => signal.aborted;

/** Waits; resolves early when the signal aborts. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });

/**
 * How long to wait after a number of failures in a row: 1 s, growing to 10 s, and never the same for
 * all, or they would all come back at once.
 */
export function backoff(failures: number): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10));
  return longest * (0.7 + Math.random() * 0.3);
}
