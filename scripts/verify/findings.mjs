/** Something is not as it has to be; the message is for the table. */
export class Failed extends Error {}

export const seconds = (ms) => `${ms / 1000} s`;
export const inMs = (ms) => `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;

/** How a task is, in a few words. */
export function describe({ status, waiting_for: waitingFor, error }) {
  const waits = waitingFor ? `, waiting for ${waitingFor}` : '';
  return `${status}${waits}${error ? ` (${error.code}: ${error.message})` : ''}`;
}

export function expectTask(task, status) {
  if (task.status !== status) throw new Failed(`is ${describe(task)} instead of ${status}`);
  return task;
}

/** By nearest rank: a value that was measured. */
const percentile = (sorted, p) => sorted[Math.ceil((p / 100) * sorted.length) - 1];

export function latencyOf(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const [p50, p99] = [percentile(sorted, 50), percentile(sorted, 99)];
  return { p99, text: `p50 ${inMs(p50)}, p99 ${inMs(p99)}` };
}
