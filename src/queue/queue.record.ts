/** How one message is queued; what is left out is the transport's default. */
export interface QueueRecordOptions {
  /**
   * Identity of the message: emitting an id that is still queued, delayed or being handled is a
   * no-op. Not a plain integer, and without `:`. Default: an id of its own.
   */
  readonly jobId?: string;
  /** Milliseconds before it may be delivered, by the sender's clock. Default 0. */
  readonly delay?: number;
  /** 1 to 2097151, lower ones first; 0 (the default) goes before all of them. */
  readonly priority?: number;
}

/** A payload with the options of its delivery: what `client.emit(pattern, record)` takes. */
export class QueueRecord<T = unknown> {
  constructor(
    readonly data: T,
    readonly options: QueueRecordOptions = {},
  ) {}
}

/** Builds a {@link QueueRecord} in the manner of Nest's own record builders. */
export class QueueRecordBuilder<T> {
  private options: QueueRecordOptions = {};

  constructor(private data: T) {}

  setData(data: T): this {
    this.data = data;
    return this;
  }

  setJobId(jobId: string): this {
    this.options = { ...this.options, jobId };
    return this;
  }

  /** @param delay milliseconds */
  setDelay(delay: number): this {
    this.options = { ...this.options, delay };
    return this;
  }

  setPriority(priority: number): this {
    this.options = { ...this.options, priority };
    return this;
  }

  build(): QueueRecord<T> {
    return new QueueRecord(this.data, this.options);
  }
}
