var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var MetricsModule_1;
import { Module } from '@nestjs/common';
import { TaskMetrics } from '../tasks/task.metrics.js';
import { HttpFigures } from './http.figures.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsRegistry } from './metrics.registry.js';
import { PrometheusTaskMetrics } from './prometheus-task.metrics.js';
import { SystemFigures } from './system.figures.js';
/** Serves the figures of a process at /metrics and puts Prometheus behind the domain's TaskMetrics. */
let MetricsModule = MetricsModule_1 = class MetricsModule {
    static forMode(mode) {
        return {
            module: MetricsModule_1,
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
};
MetricsModule = MetricsModule_1 = __decorate([
    Module({})
], MetricsModule);
export { MetricsModule };
//# sourceMappingURL=metrics.module.js.map