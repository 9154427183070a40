/** The first runs are for warming up, and at the end not all places of a worker are taken any more. */
const FROM = 0.25;
const TO = 0.95;

/** Runs a second, once they come steadily. @param times when each came, in ms */
export function arrivalRate(times: readonly number[]): number {
  const [from, to] = [FROM, TO].map((share) => Math.floor(times.length * share));
  const steady = times.slice(from, to);
  const took = (steady.at(-1) ?? 0) - (steady[0] ?? 0);
  return ((steady.length - 1) / took) * 1_000;
}
