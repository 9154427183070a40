import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** In which mode a process runs, as its figures tell. */
export type Mode = 'gateway' | 'worker';

/** Reads a figure for a scrape; NaN or a failure where it is not known at the moment. */
type Read = () => Promise<number> | number;

/**
 * The figures of one app. A registry of its own and not prom-client's global one, so that several
 * apps can live in one process.
 */
@Injectable()
export class MetricsRegistry {
  readonly prometheus = new Registry();
  private readonly refreshers: (() => Promise<void>)[] = [];

  constructor(mode: Mode) {
    this.prometheus.setDefaultLabels({ mode });
    // Event-loop lag, memory, CPU, handles and garbage collection, under their usual names.
    collectDefaultMetrics({ register: this.prometheus });
  }

  get contentType(): string {
    return this.prometheus.contentType;
  }

  /** Has something done at each scrape before the figures are read. It must not fail. */
  onScrape(refresh: () => Promise<void>): void {
    this.refreshers.push(refresh);
  }

  /** Adds a figure that is read at each scrape. */
  addGauge(name: string, help: string, read: Read): void {
    const gauge = new Gauge({ name, help, registers: [this.prometheus] });
    this.onScrape(async () => {
      gauge.set(await Promise.resolve(read()).catch(() => NaN));
    });
  }

  /** All figures in Prometheus' text format. */
  async scrape(): Promise<string> {
    await Promise.all(this.refreshers.map((refresh) => refresh()));
    return this.prometheus.metrics();
  }
}
