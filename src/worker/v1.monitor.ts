import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { AppConfig } from '../config/app.config.js';
import type { V1Report } from '../tasks/task.store.js';
import { V1Client } from '../v1/v1.client.js';

const INTERVAL_MS = 15_000;

/** Asks V1 every so often whether it is there, and says so in the log when that changes. */
@Injectable()
export class V1Monitor implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('V1');
  private timer?: NodeJS.Timeout;
  private stopped = false;
  private latest: V1Report;
  private looking: Promise<V1Report> | null = null;

  constructor(
    private readonly v1: V1Client,
    private readonly config: AppConfig,
  ) {
    this.latest = {
      url: config.v1Protocol === 'ws' ? config.v1WsUrl : config.v1Url,
      state: 'unknown',
      simulated: false,
      message: null,
      models: null,
    };
  }

  get report(): V1Report {
    return this.latest;
  }

  async onModuleInit(): Promise<void> {
    // Over a WebSocket such a V1_URL is refused.
    if (this.config.v1Protocol === 'http' && this.config.v1IsPlainAndForeign) {
      this.logger.warn(
        `V1_URL ${this.config.v1Url} is plain http to another machine: V1_TOKEN, which is full ` +
          'access to OpenClaw, crosses the network in the clear. Use https or a tunnel.',
      );
    }
    await this.lookEverySoOften();
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Asks V1 now, or joins who is asking it. Never throws. */
  look(): Promise<V1Report> {
    return (this.looking ??= this.ask().finally(() => {
      this.looking = null;
    }));
  }

  private async ask(): Promise<V1Report> {
    const before = this.latest;
    const report = await this.v1.probe();
    // What V1 listed before it went away still tells what it has.
    this.latest = { ...report, models: report.models ?? before.models };
    if (this.latest.state !== before.state) this.tell(this.latest);
    return this.latest;
  }

  private async lookEverySoOften(): Promise<void> {
    await this.look();
    if (!this.stopped) this.timer = setTimeout(() => void this.lookEverySoOften(), INTERVAL_MS);
  }

  private tell({ url, state, simulated, message }: V1Report): void {
    if (state === 'up') {
      this.logger.log(`V1 answers at ${url}${simulated ? ' (SIMULATED)' : ''}`);
    } else {
      this.logger.warn(`V1 at ${url} is ${state}: ${message ?? ''} Tasks wait until it is back.`);
    }
  }
}
