import { hasAborted } from './pause.ts';

/** Resolves once somebody looks at the page, or the signal aborts. */
export function untilSeen(signal: AbortSignal): Promise<void> {
  if (!document.hidden || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const check = (): void => {
      if (document.hidden && !hasAborted(signal)) return;
      document.removeEventListener('visibilitychange', check);
      signal.removeEventListener('abort', check);
      resolve();
    };
    document.addEventListener('visibilitychange', check);
    signal.addEventListener('abort', check);
  });
}

/** Aborts when nobody has looked at the page for a while, or with the signal, until it is disposed of. */
export class Attention {
  readonly signal: AbortSignal;
  private readonly lost = new AbortController();
  private timer = 0;

  constructor(
    private readonly patienceMs: number,
    signal: AbortSignal,
  ) {
    this.signal = AbortSignal.any([this.lost.signal, signal]);
    document.addEventListener('visibilitychange', this.check);
  }

  /** Whether nobody looks. */
  get isLost(): boolean {
    return this.lost.signal.aborted;
  }

  dispose(): void {
    clearTimeout(this.timer);
    document.removeEventListener('visibilitychange', this.check);
  }

  private readonly check = (): void => {
    clearTimeout(this.timer);
    if (!document.hidden) return;
    this.timer = window.setTimeout(() => {
      this.lost.abort();
    }, this.patienceMs);
  };
}
