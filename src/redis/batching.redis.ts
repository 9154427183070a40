import { Redis } from 'ioredis';

/**
 * Sends the commands of one turn of the event loop with one write, which costs as much as what most
 * commands do. Each still has its own answer, failure and timeout. (A duplicate is a plain connection, as one
 * whose commands block has nothing to join.)
 */
export class BatchingRedis extends Redis {
  /** The stream that holds back what it is given; a reconnect brings another. */
  #holding: Redis['stream'] | null = null;

  override sendCommand(...command: Parameters<Redis['sendCommand']>): unknown {
    if (!this.#holding && this.status === 'ready') this.#hold();
    return super.sendCommand(...command);
  }

  /** Sends at once what this turn has given it so far. */
  flush(): void {
    const stream = this.#holding;
    this.#holding = null;
    stream?.uncork();
  }

  #hold(): void {
    this.#holding = this.stream;
    this.stream.cork();
    setImmediate(() => {
      this.flush();
    });
  }
}
