import { type DynamicModule, Module } from '@nestjs/common';
import { TaskMetrics } from '../tasks/task.metrics.js';
import { HttpFigures } from './http.figures.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsRegistry, type Mode } from './metrics.registry.js';
import { PrometheusTaskMetrics } from './prometheus-task.metrics.js';
import { SystemFigures } from './system.figures.js';

/** Serves the figures of a process at /metrics and puts Prometheus behind the domain's TaskMetrics. */
@Module({})
export class MetricsModule {
  static forMode(mode: Mode): DynamicModule {
    return {
      module: MetricsModule,
      global: true,
      controllers: [MetricsController],
      providers: [
        { provide: MetricsRegistry, useFactory: () => new MetricsRegistry(mode) },
        { provide: TaskMetrics, useClass: PrometheusTaskMetrics },
        SystemFigures,
        HttpFigures,
      ],
      exports: [MetricsRegistry, TaskMetrics],
    };
  }
}
