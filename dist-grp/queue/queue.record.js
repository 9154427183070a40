/** A payload with the options of its delivery: what `client.emit(pattern, record)` takes. */
export class QueueRecord {
    data;
    options;
    constructor(data, options = {}) {
        this.data = data;
        this.options = options;
    }
}
/** Builds a {@link QueueRecord} in the manner of Nest's own record builders. */
export class QueueRecordBuilder {
    data;
    options = {};
    constructor(data) {
        this.data = data;
    }
    setData(data) {
        this.data = data;
        return this;
    }
    setJobId(jobId) {
        this.options = { ...this.options, jobId };
        return this;
    }
    /** @param delay milliseconds */
    setDelay(delay) {
        this.options = { ...this.options, delay };
        return this;
    }
    setPriority(priority) {
        this.options = { ...this.options, priority };
        return this;
    }
    build() {
        return new QueueRecord(this.data, this.options);
    }
}
//# sourceMappingURL=queue.record.js.map