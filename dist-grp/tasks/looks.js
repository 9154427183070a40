/** A ring can be lost; this is the longest that it goes unnoticed, in ms. */
const LOOK_AGAIN_MS = 5_000;
/** How many look in one turn of the event loop at most: what they do holds up everybody else. */
const AT_ONCE = 100;
const due = new Set();
function wakeInTurn(wake) {
    if (due.size === 0)
        setImmediate(wakeSome);
    due.add(wake);
}
function wakeSome() {
    for (const wake of [...due].slice(0, AT_ONCE)) {
        due.delete(wake);
        wake();
    }
    if (due.size > 0)
        setImmediate(wakeSome);
}
/**
 * Yields whenever it is time to look: at once, after every ring, and every 5 s in case one was lost,
 * until the signal aborts. A ring during a look makes for another one.
 * @param subscribe calls back with every ring until the function it answers with is called
 */
export async function* looks(subscribe, signal) {
    let ring = Promise.withResolvers();
    const wake = () => {
        ring.resolve(undefined);
    };
    const unsubscribe = await subscribe(() => {
        wakeInTurn(wake);
    });
    const again = setInterval(wake, LOOK_AGAIN_MS);
    signal.addEventListener('abort', wake);
    try {
        while (!signal.aborted) {
            ring = Promise.withResolvers();
            yield;
            await ring.promise;
        }
    }
    finally {
        clearInterval(again);
        signal.removeEventListener('abort', wake);
        unsubscribe();
    }
}
//# sourceMappingURL=looks.js.map