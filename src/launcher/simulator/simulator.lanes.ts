interface Waiting {
  readonly lane: string | null;
  readonly start: () => void;
}

/** One run a lane at a time, and so many over all; more wait, first come first served. */
export class Lanes {
  private readonly busy = new Set<string>();
  private waiting: Waiting[] = [];
  private running = 0;

  constructor(private readonly limit: number) {}

  /** @returns a function that gives the place back @throws AbortError while it waits */
  async enter(lane: string | null, gone: AbortSignal): Promise<() => void> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const place: Waiting = {
      lane,
      start: () => {
        resolve(undefined);
      },
    };
    const giveUp = () => {
      this.waiting = this.waiting.filter((other) => other !== place);
      reject(gone.reason as Error);
    };
    gone.throwIfAborted();
    gone.addEventListener('abort', giveUp, { once: true });
    this.waiting.push(place);
    this.admit();
    await promise;
    gone.removeEventListener('abort', giveUp);
    return () => {
      this.leave(lane);
    };
  }

  private leave(lane: string | null): void {
    this.running--;
    if (lane !== null) this.busy.delete(lane);
    this.admit();
  }

  private admit(): void {
    for (const place of this.waiting) {
      if (this.limit > 0 && this.running >= this.limit) break;
      if (place.lane !== null && this.busy.has(place.lane)) continue;
      this.waiting = this.waiting.filter((other) => other !== place);
      this.running++;
      if (place.lane !== null) this.busy.add(place.lane);
      place.start();
    }
  }
}
