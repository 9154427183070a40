import { goesOn, mayHaveBegun, notBegun } from './failures.js';
import { V1Error } from './v1.error.js';
/** Why the signal aborts where nothing failed: there is nothing left to wait for. */
const OVER = new Error('The exchange with V1 is over.');
/** The longest that a timer can wait (25 days); beyond, it would fire at once. */
const MAX_TIMER_MS = 2_147_483_647;
/**
 * Everything that can end an exchange with V1 from our side: three deadlines and the order to stop.
 * Whichever comes first is kept as {@link failure} and aborts {@link signal}, on which the socket
 * hangs. Knows whether the connection stood, for that decides whether a run may have begun.
 */
export class Deadlines {
    limits;
    failure = null;
    connected = false;
    controller = new AbortController();
    connecting;
    total;
    silence;
    isWaiting = false;
    constructor(limits, url) {
        this.limits = limits;
        const { connectMs, totalMs, ranMs = 0 } = limits;
        this.connecting = after(connectMs, () => {
            const message = `V1 at ${url} did not accept a connection within ${connectMs} ms.`;
            this.end(notBegun('v1_unavailable', message));
        });
        this.total = after(Math.max(0, totalMs - ranMs), () => {
            this.end(this.timeout(`V1 did not finish within ${totalMs} ms.`));
        });
    }
    get signal() {
        return this.controller.signal;
    }
    /** There is somebody to be asked, and nothing was asked for yet. */
    arrived() {
        clearTimeout(this.connecting);
    }
    /** The connection stands, and the request goes out. */
    established() {
        this.connected = true;
        clearTimeout(this.connecting);
        this.waiting();
    }
    /** From now on, V1's silence counts. */
    waiting() {
        if (this.signal.aborted)
            return;
        this.isWaiting = true;
        // Begun anew and not made anew: it happens for every word of every run.
        if (this.silence)
            this.silence.refresh();
        else
            this.silence = after(this.limits.idleMs, this.silent);
    }
    /** V1 sent something, and we are busy with it. */
    heard() {
        this.isWaiting = false;
    }
    silent = () => {
        if (this.isWaiting)
            this.end(this.timeout(`V1 sent nothing for ${this.limits.idleMs} ms.`));
    };
    /** Ends the exchange because the worker was told to stop the run. */
    stop = () => {
        this.end(stopped(this.connected));
    };
    /** Ends the exchange, and not the run, because another worker is to take it up. */
    leave = () => {
        if (!this.connected)
            this.end(stopped(false));
        else
            this.end(goesOn('worker_stopped', 'The worker left the run to another.'));
    };
    /** Ends whatever is left of the exchange. */
    close() {
        clearTimeout(this.connecting);
        clearTimeout(this.total);
        clearTimeout(this.silence);
        this.controller.abort(this.failure ?? OVER);
    }
    end(failure) {
        if (this.signal.aborted)
            return;
        this.failure = new V1Error(failure);
        this.close();
    }
    timeout(message) {
        return this.connected ? mayHaveBegun('timeout', message) : notBegun('timeout', message);
    }
}
/** The failure of a run that was told to stop. */
export const stopped = (connected) => {
    const message = 'The run was stopped before V1 ended it.';
    return connected
        ? mayHaveBegun('worker_stopped', `${message} Whether it took effect is not known.`)
        : notBegun('worker_stopped', message);
};
const after = (ms, act) => setTimeout(act, Math.min(ms, MAX_TIMER_MS));
//# sourceMappingURL=deadlines.js.map