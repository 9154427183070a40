var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { MetricsRegistry } from '../metrics/metrics.registry.js';
import { ActiveRuns } from './active-runs.js';
import { V1Monitor } from './v1.monitor.js';
/** What only a worker can tell, for its /metrics. */
let WorkerFigures = class WorkerFigures {
    constructor(registry, runs, v1) {
        registry.addGauge('openclaw_worker_runs', 'Runs in this worker at the moment.', () => runs.size);
        registry.addGauge('openclaw_v1_up', 'Whether V1 answered the last time this worker asked.', () => (v1.report.state === 'up' ? 1 : 0));
    }
};
WorkerFigures = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [MetricsRegistry, ActiveRuns, V1Monitor])
], WorkerFigures);
export { WorkerFigures };
//# sourceMappingURL=worker.figures.js.map