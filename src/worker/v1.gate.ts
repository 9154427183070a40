import { setTimeout as delay } from 'node:timers/promises';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnModuleInit,
} from '@nestjs/common';
import {
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleWhen,
} from 'cockatiel';
import { QueueServer } from '../queue/queue.server.js';
import { notBegun } from '../v1/failures.js';
import { V1Error } from '../v1/v1.error.js';
import { Leases } from './leases.js';
import { V1Monitor } from './v1.monitor.js';

/** Runs in a row that V1 did not take, after which it counts as away. */
const FAILURES = 3;
/** How soon V1 is asked again whether it is back, and how seldom it is at last, in ms. */
const FIRST_PROBE_MS = 250;
const MAX_PROBE_MS = 5_000;
const TOO_MANY_REQUESTS = 429;

/**
 * Keeps tasks waiting while V1 is away, instead of trying one after the other in vain: after a few
 * runs in a row that V1 did not take, the worker takes no more until V1 is ready again.
 */
@Injectable()
export class V1Gate implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger('V1');
  private readonly stopping = new AbortController();
  private isWaiting = false;
  private readonly breaker = circuitBreaker(handleWhen(saysAway), {
    breaker: new ConsecutiveBreaker(FAILURES),
    halfOpenAfter: new ExponentialBackoff({
      initialDelay: FIRST_PROBE_MS,
      maxDelay: MAX_PROBE_MS,
    }),
  });

  constructor(
    private readonly queue: QueueServer,
    private readonly monitor: V1Monitor,
    private readonly leases: Leases,
  ) {}

  onModuleInit(): void {
    this.breaker.onBreak(() => void this.untilBack());
  }

  beforeApplicationShutdown(): void {
    this.stopping.abort();
  }

  /**
   * Lets a run begin, and learns from how it does. @throws V1Error, which while V1 is away is that
   * of a run that did not begin
   */
  async pass<T>(begin: () => Promise<T>): Promise<T> {
    // A probe alone may try whether it is back: a run could take an hour to tell.
    if (this.breaker.state === CircuitState.Closed) return this.breaker.execute(begin);
    const { url, message } = this.monitor.report;
    throw new V1Error(notBegun('v1_unavailable', message ?? `V1 at ${url} is away.`));
  }

  private async untilBack(): Promise<void> {
    // Each probe in vain breaks it again.
    if (this.isWaiting) return;
    this.isWaiting = true;
    this.logger.warn(`V1 took none of ${FAILURES} runs in a row: none begins until it is ready`);
    await this.queue.hold();
    await this.monitor.look();
    await this.leases.report();
    const { signal } = this.stopping;
    while (this.breaker.state !== CircuitState.Closed && !signal.aborted) {
      await delay(FIRST_PROBE_MS, undefined, { signal }).catch(() => undefined);
      // Between two probes the breaker refuses without asking.
      await this.breaker.execute(() => this.probe()).catch(() => undefined);
    }
    this.isWaiting = false;
    if (signal.aborted) return;
    this.logger.log('V1 is ready: runs begin again');
    await this.leases.report();
    await this.queue.resume();
  }

  /** @throws V1Error where V1 says, or shows by its silence, that it takes no runs */
  private async probe(): Promise<void> {
    const { state, message } = await this.monitor.look();
    if (state === 'down' || state === 'misconfigured') {
      throw new V1Error(notBegun('v1_unavailable', message ?? 'V1 is not ready.'));
    }
  }
}

/** Whether it is V1, and not this very run, that is the reason. With 429 it is there, and busy. */
const saysAway = (error: unknown): boolean =>
  error instanceof V1Error &&
  error.began === 'no' &&
  error.retryable &&
  error.v1Status !== TOO_MANY_REQUESTS;
