import { setInterval } from 'node:timers/promises';

const DEADLINE_MS = 15_000;
const EVERY_MS = 15;

/**
 * Looks again and again until `look` gives something other than undefined, null or false.
 * @throws Error with what was awaited, and the last error, once the deadline has passed
 */
export async function eventually<T>(
  what: string,
  look: () => T | Promise<T>,
  deadlineMs = DEADLINE_MS,
): Promise<NonNullable<T>> {
  const deadline = performance.now() + deadlineMs;
  let lastError: unknown;
  for await (const _ of setInterval(EVERY_MS)) {
    try {
      const seen = await look();
      if (seen !== undefined && seen !== null && seen !== false) return seen;
    } catch (error) {
      lastError = error;
    }
    if (performance.now() > deadline) break;
  }
  throw new Error(`Not seen within ${deadlineMs} ms: ${what}`, { cause: lastError });
}
