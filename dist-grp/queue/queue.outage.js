/**
 * Says once what would otherwise be repeated for as long as it lasts: while Redis is away, every
 * attempt to reconnect, on every connection, is an error event of its own.
 */
export class OutageLog {
    logger;
    queue;
    reported = new Set();
    constructor(logger, queue) {
        this.logger = logger;
        this.queue = queue;
    }
    /** Logs an error unless the same one was logged since the last {@link recovered}. */
    report(error) {
        // An AggregateError (both addresses of a name refused) has no message of its own.
        const reason = error instanceof Error ? error.message || error.name : String(error);
        if (this.reported.has(reason))
            return;
        this.reported.add(reason);
        this.logger.error(`The queue "${this.queue}" has a problem: ${reason}`);
    }
    /** What was reported is over: the next error is news again. */
    recovered() {
        if (this.reported.size === 0)
            return;
        this.reported.clear();
        this.logger.log(`The queue "${this.queue}" works again`);
    }
}
//# sourceMappingURL=queue.outage.js.map