import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { StoreUnavailableError } from '../tasks/task.errors.js';
import { TaskSettings } from '../tasks/task.settings.js';
import { type RenewResult, TaskStore } from '../tasks/task.store.js';
import { type ActiveRun, ActiveRuns } from './active-runs.js';
import { V1Monitor } from './v1.monitor.js';
import { WorkerIdentity } from './worker.identity.js';

/** Renewed three times within a lease, so that two failures in a row cost nothing. */
const RENEWALS_PER_LEASE = 3;
/** How soon a renewal that failed is tried again, in ms. */
const RETRY_MS = 500;

/**
 * Keeps the leases of this worker's runs alive, all at once, and with them the word that the worker
 * lives. Stops runs whose claim is lost or whose task was cancelled, and those whose lease it could
 * not renew in time.
 */
@Injectable()
export class Leases implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(Leases.name);
  private timer?: NodeJS.Timeout;
  private stopped = false;

  constructor(
    private readonly store: TaskStore,
    private readonly runs: ActiveRuns,
    private readonly identity: WorkerIdentity,
    private readonly v1: V1Monitor,
    private readonly settings: TaskSettings,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.renewAndSchedule();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.store.forgetWorker(this.identity.id).catch(() => undefined);
  }

  /** Renews now, and with that tells how this worker and its V1 are. */
  async report(): Promise<void> {
    await this.renew();
  }

  private async renewAndSchedule(): Promise<void> {
    const renewed = await this.renew();
    if (this.stopped) return;
    const pause = renewed ? this.settings.leaseMs / RENEWALS_PER_LEASE : RETRY_MS;
    this.timer = setTimeout(() => void this.renewAndSchedule(), pause);
  }

  private async renew(): Promise<boolean> {
    const runs = this.runs.begun();
    // Before the call: a lease lasts from when Redis wrote it, which is not earlier than this.
    const askedAt = performance.now();
    try {
      const report = { id: this.identity.id, running: this.runs.size, v1: this.v1.report };
      const claims = runs.map(({ claim }) => claim);
      const answers = await this.store.renew(report, claims);
      runs.forEach((run, i) => {
        // One that ended meanwhile holds no lease any more, and rightly so.
        if (this.runs.has(run)) this.take(run, answers[i] ?? 'lost', askedAt);
      });
      return true;
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) {
        this.logger.error({ err: error }, 'Leases could not be renewed');
      }
      return false;
    }
  }

  private take(run: ActiveRun, answer: RenewResult, askedAt: number): void {
    if (answer === 'lost' && run.isEnding) return;
    if (answer === 'cancel') run.stop('cancelled');
    if (answer !== 'lost') {
      run.leased(askedAt, this.settings.leaseMs);
      return;
    }
    if (run.stopReason === null) {
      this.logger.warn(run.logFields, 'The run is stopped: its claim is lost');
    }
    run.stop('lost');
  }
}
