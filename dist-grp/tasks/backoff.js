/**
 * How long a task waits before its next run, in ms: exponential, with full jitter.
 * @param backoffs waits in a row, this one among them
 * @param random from 0 to 1
 */
export function backoffMs(backoffs, { retryBackoffMs, retryBackoffMaxMs }, random) {
    const ceiling = Math.min(retryBackoffMaxMs, retryBackoffMs * 2 ** (backoffs - 1));
    return Math.ceil(ceiling * random);
}
//# sourceMappingURL=backoff.js.map