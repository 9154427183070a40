/** What happened, in order, for a test to wait for: a signal with a deadline, never a sleep. */
export class Mailbox<T> {
  private readonly unread: T[] = [];
  private readonly readers: ((value: T) => void)[] = [];

  put(value: T): void {
    const reader = this.readers.shift();
    if (reader) reader(value);
    else this.unread.push(value);
  }

  /** The next value, or an error after `deadlineMs`. */
  async take(deadlineMs = 10_000): Promise<T> {
    const [next] = this.unread.splice(0, 1);
    if (next !== undefined) return next;
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    this.readers.push(resolve);
    const timer = setTimeout(() => {
      reject(new Error(`Nothing arrived within ${deadlineMs} ms.`));
    }, deadlineMs);
    return promise.finally(() => {
      clearTimeout(timer);
    });
  }

  /** The next `count` values, in order of arrival. */
  async takeAll(count: number): Promise<T[]> {
    const values: T[] = [];
    while (values.length < count) values.push(await this.take());
    return values;
  }
}
