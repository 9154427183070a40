import type { RunFailure } from '../tasks/run.js';
import { goesOn, mayHaveBegun, notBegun } from './failures.js';
import { V1Error } from './v1.error.js';

/** Why the signal aborts where nothing failed: there is nothing left to wait for. */
const OVER = new Error('The exchange with V1 is over.');

/** The longest that a timer can wait (25 days); beyond, it would fire at once. */
const MAX_TIMER_MS = 2_147_483_647;

/** Times in ms. */
export interface Limits {
  /** Until the connection stands, TLS included. */
  readonly connectMs: number;
  /** Longest silence of V1. */
  readonly idleMs: number;
  /** From start to end. */
  readonly totalMs: number;
  /** How much of that has passed. */
  readonly ranMs?: number;
}

/**
 * Everything that can end an exchange with V1 from our side: three deadlines and the order to stop.
 * Whichever comes first is kept as {@link failure} and aborts {@link signal}, on which the socket
 * hangs. Knows whether the connection stood, for that decides whether a run may have begun.
 */
export class Deadlines {
  failure: V1Error | null = null;
  connected = false;
  private readonly controller = new AbortController();
  private readonly connecting: NodeJS.Timeout;
  private readonly total: NodeJS.Timeout;
  private silence: NodeJS.Timeout | undefined;
  private isWaiting = false;

  constructor(
    private readonly limits: Limits,
    url: string,
  ) {
    const { connectMs, totalMs, ranMs = 0 } = limits;
    this.connecting = after(connectMs, () => {
      const message = `V1 at ${url} did not accept a connection within ${connectMs} ms.`;
      this.end(notBegun('v1_unavailable', message));
    });
    this.total = after(Math.max(0, totalMs - ranMs), () => {
      this.end(this.timeout(`V1 did not finish within ${totalMs} ms.`));
    });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** There is somebody to be asked, and nothing was asked for yet. */
  arrived(): void {
    clearTimeout(this.connecting);
  }

  /** The connection stands, and the request goes out. */
  established(): void {
    this.connected = true;
    clearTimeout(this.connecting);
    this.waiting();
  }

  /** From now on, V1's silence counts. */
  waiting(): void {
    if (this.signal.aborted) return;
    this.isWaiting = true;
    // Begun anew and not made anew: it happens for every word of every run.
    if (this.silence) this.silence.refresh();
    else this.silence = after(this.limits.idleMs, this.silent);
  }

  /** V1 sent something, and we are busy with it. */
  heard(): void {
    this.isWaiting = false;
  }

  private readonly silent = (): void => {
    if (this.isWaiting) this.end(this.timeout(`V1 sent nothing for ${this.limits.idleMs} ms.`));
  };

  /** Ends the exchange because the worker was told to stop the run. */
  readonly stop = (): void => {
    this.end(stopped(this.connected));
  };

  /** Ends the exchange, and not the run, because another worker is to take it up. */
  readonly leave = (): void => {
    if (!this.connected) this.end(stopped(false));
    else this.end(goesOn('worker_stopped', 'The worker left the run to another.'));
  };

  /** Ends whatever is left of the exchange. */
  close(): void {
    clearTimeout(this.connecting);
    clearTimeout(this.total);
    clearTimeout(this.silence);
    this.controller.abort(this.failure ?? OVER);
  }

  private end(failure: RunFailure): void {
    if (this.signal.aborted) return;
    this.failure = new V1Error(failure);
    this.close();
  }

  private timeout(message: string): RunFailure {
    return this.connected ? mayHaveBegun('timeout', message) : notBegun('timeout', message);
  }
}

/** The failure of a run that was told to stop. */
export const stopped = (connected: boolean): RunFailure => {
  const message = 'The run was stopped before V1 ended it.';
  return connected
    ? mayHaveBegun('worker_stopped', `${message} Whether it took effect is not known.`)
    : notBegun('worker_stopped', message);
};

const after = (ms: number, act: () => void): NodeJS.Timeout =>
  setTimeout(act, Math.min(ms, MAX_TIMER_MS));
