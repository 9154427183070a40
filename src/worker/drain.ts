import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { AppConfig } from '../config/app.config.js';
import { BurstServer } from '../messaging/burst.transport.js';
import { QueueServer } from '../queue/queue.server.js';
import { V1Client } from '../v1/v1.client.js';
import { ActiveRuns } from './active-runs.js';

/** How long runs that were stopped have to write their end, in ms. */
const FINISH_MS = 5_000;

/** A message came while the worker shuts down; it is delivered again, to another. */
export class WorkerStoppingError extends Error {
  readonly code = 'worker_stopping';

  constructor() {
    super('The worker is shutting down.');
    this.name = 'WorkerStoppingError';
  }
}

/**
 * Shuts a worker down without losing a run: takes no more, and leaves what runs to the next worker, or,
 * where a run ends with who holds it, waits for DRAIN_TIMEOUT_MS before it stops it and lets it write
 * its end. The transports are closed after that, so that a cancel is heard until the end.
 */
@Injectable()
export class Drain implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Drain.name);
  private readonly overdue = new AbortController();
  private stopping = false;

  constructor(
    private readonly queue: QueueServer,
    private readonly bursts: BurstServer,
    private readonly runs: ActiveRuns,
    private readonly v1: V1Client,
    private readonly config: AppConfig,
  ) {}

  /** Aborts when no write of a run is worth waiting for any longer. */
  get signal(): AbortSignal {
    return this.overdue.signal;
  }

  /** @throws WorkerStoppingError once the shutdown has begun */
  refuseIfStopping(): void {
    if (this.stopping) throw new WorkerStoppingError();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await Promise.all([this.queue.pause(), this.bursts.pause()]);
    if (!this.v1.canRejoin) await this.waitForEnds();
    else if (this.runs.size > 0)
      this.logger.log(`Leaving ${this.runs.size} runs to another worker`);
    this.runs.stopAll('worker_stopped');
    await this.runs.untilIdle(FINISH_MS);
    this.overdue.abort();
  }

  private async waitForEnds(): Promise<void> {
    if (this.runs.size > 0) this.logger.log(`Waiting for ${this.runs.size} runs to end`);
    if (await this.runs.untilIdle(this.config.drainTimeoutMs)) return;
    this.logger.warn(`Stopping ${this.runs.size} runs: DRAIN_TIMEOUT_MS is over`);
  }
}
