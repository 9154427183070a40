import { once } from 'node:events';
import { Logger } from '@nestjs/common';
import { StoreUnavailableError } from '../tasks/task.errors.js';
const logger = new Logger('EventStream');
const HEARTBEAT_MS = 15_000;
/** How soon a client that lost the stream comes back, in ms. */
const RETRY_MS = 1_000;
/** How long a reader may take what was written; one that is slower resumes on another connection. */
const DRAIN_MS = 30_000;
/**
 * Answers with events as they come; null says that there is none at the moment. Begins once the first
 * look succeeded, and answers with a problem where it fails. A stream whose source fails later ends, as
 * it does when the signal aborts; the client comes back and resumes.
 */
export async function streamEvents(reply, signal, events, { resumes } = { resumes: true }) {
    const first = await events.next();
    const stream = new EventStream(reply, signal);
    try {
        if (resumes)
            stream.tellWhenToComeBack();
        // Who asks for the head alone would wait for an end that does not come.
        if (reply.request.method === 'HEAD')
            return;
        if (first.done !== true && first.value)
            await stream.send(first.value);
        for await (const event of events)
            if (event)
                await stream.send(event);
    }
    catch (error) {
        if (!(error instanceof StoreUnavailableError))
            logger.error({ err: error }, 'A stream broke');
    }
    finally {
        stream.end();
        await events.return();
    }
}
/** A stream of server-sent events (HTML standard, section 9.2) to one client. */
class EventStream {
    signal;
    raw;
    heartbeat;
    /** Takes the answer over from Fastify and begins it. */
    constructor(reply, signal) {
        this.signal = signal;
        reply.hijack();
        this.raw = reply.raw;
        this.raw.writeHead(200, {
            'content-type': 'text/event-stream; charset=utf-8',
            'cache-control': 'no-store',
            // Proxies such as nginx would hold events back.
            'x-accel-buffering': 'no',
        });
        this.raw.flushHeaders();
        this.heartbeat = setInterval(() => {
            if (!this.raw.writableNeedDrain)
                this.raw.write(': still here\n\n');
        }, HEARTBEAT_MS);
        this.raw.once('close', () => {
            clearInterval(this.heartbeat);
        });
    }
    tellWhenToComeBack() {
        this.raw.write(`retry: ${RETRY_MS}\n\n`);
    }
    /**
     * Writes an event and waits until the client has taken it. Cuts a client off that takes longer
     * than 30 s, or has not when the stream is to end; it resumes from the last id it saw.
     */
    async send({ event, data, id }) {
        const lines = [
            id === undefined ? '' : `id: ${id}\n`,
            event === undefined ? '' : `event: ${event}\n`,
            data === undefined ? '' : `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n`,
        ];
        const taken = this.raw.write(`${lines.join('')}\n`);
        if (taken || this.raw.destroyed)
            return;
        const settled = new AbortController();
        const late = AbortSignal.timeout(DRAIN_MS);
        const signal = AbortSignal.any([settled.signal, this.signal, late]);
        try {
            await Promise.race([
                once(this.raw, 'drain', { signal }),
                once(this.raw, 'close', { signal }),
            ]);
        }
        catch {
            this.raw.destroy();
        }
        finally {
            // Takes the other listener off: a slow reader is waited for again and again.
            settled.abort();
        }
    }
    end() {
        clearInterval(this.heartbeat);
        this.raw.end();
    }
}
//# sourceMappingURL=event.stream.js.map