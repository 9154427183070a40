/** A promise, or the signal's reason where that aborts first. */
export async function unless(signal, promise) {
    // Nobody waits for it any more where the signal has aborted.
    promise.catch(() => undefined);
    signal.throwIfAborted();
    const aborted = Promise.withResolvers();
    const onAbort = () => {
        aborted.reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    try {
        return await Promise.race([promise, aborted.promise]);
    }
    finally {
        signal.removeEventListener('abort', onAbort);
    }
}
//# sourceMappingURL=unless.js.map