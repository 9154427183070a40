import { Injectable } from '@nestjs/common';
import { MetricsRegistry } from '../metrics/metrics.registry.js';
import { ActiveRuns } from './active-runs.js';
import { V1Monitor } from './v1.monitor.js';

/** What only a worker can tell, for its /metrics. */
@Injectable()
export class WorkerFigures {
  constructor(registry: MetricsRegistry, runs: ActiveRuns, v1: V1Monitor) {
    registry.addGauge(
      'openclaw_worker_runs',
      'Runs in this worker at the moment.',
      () => runs.size,
    );
    registry.addGauge(
      'openclaw_v1_up',
      'Whether V1 answered the last time this worker asked.',
      () => (v1.report.state === 'up' ? 1 : 0),
    );
  }
}
