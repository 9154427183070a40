import { buildConnector, Client } from 'undici';
import { classifyBroken, classifyNoConnection } from './classify.js';
import { Deadlines } from './deadlines.js';
import { V1Error } from './v1.error.js';
/** As much of an answer as comes into this process before somebody reads it, in bytes: one piece. */
const READ_AHEAD = { highWaterMark: 1 };
/**
 * One connection for one exchange with V1, closed at its end. V1 closes idle sockets, and a reset on
 * a reused one would look like a run that may have begun; closing aborts the run in V1.
 */
export class V1Connection {
    url;
    deadlines;
    client;
    basePath;
    constructor(url, limits) {
        this.url = url;
        const { origin, pathname } = new URL(url);
        this.basePath = pathname.replace(/\/$/, '');
        this.deadlines = new Deadlines(limits, url);
        // undici's own timeouts are off: V1 can be silent for longer, and only our deadlines count.
        this.client = new Client(origin, {
            headersTimeout: 0,
            bodyTimeout: 0,
            connect: watchedConnector(this.deadlines),
        });
    }
    /**
     * Sends the one request and waits for the headers of its answer. Follows no redirect. Of a body that is not
     * read, next to nothing comes into this process: the rest waits in the kernel, and comes in one piece.
     */
    async request({ path, ...options }) {
        const response = await this.client.request({
            ...options,
            path: this.basePath + path,
            reset: true,
            ...READ_AHEAD,
        });
        this.deadlines.heard();
        // A body that is not read to its end is destroyed with an error that nobody waits for.
        response.body.on('error', () => undefined);
        return response;
    }
    /** What an error that was caught during the exchange says of it. */
    toV1Error(error) {
        if (error instanceof V1Error)
            return error;
        if (this.deadlines.failure)
            return this.deadlines.failure;
        return this.deadlines.connected
            ? new V1Error(classifyBroken(error), error)
            : new V1Error(classifyNoConnection(error, this.url), error);
    }
    async close() {
        this.deadlines.close();
        await this.client.destroy();
    }
}
/**
 * undici's connector, made to tell when the connection stands (the TLS handshake included), and to
 * destroy the socket, connected or not, when the deadlines' signal aborts.
 */
function watchedConnector(deadlines) {
    const connect = buildConnector({
        signal: deadlines.signal,
        timeout: 0,
        allowH2: false,
        ...READ_AHEAD,
    });
    return (options, callback) => {
        connect(options, (...outcome) => {
            if (outcome[0] === null)
                deadlines.established();
            callback(...outcome);
        });
    };
}
//# sourceMappingURL=v1.connection.js.map