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
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
/**
 * The figures of one app. A registry of its own and not prom-client's global one, so that several
 * apps can live in one process.
 */
let MetricsRegistry = class MetricsRegistry {
    prometheus = new Registry();
    refreshers = [];
    constructor(mode) {
        this.prometheus.setDefaultLabels({ mode });
        // Event-loop lag, memory, CPU, handles and garbage collection, under their usual names.
        collectDefaultMetrics({ register: this.prometheus });
    }
    get contentType() {
        return this.prometheus.contentType;
    }
    /** Has something done at each scrape before the figures are read. It must not fail. */
    onScrape(refresh) {
        this.refreshers.push(refresh);
    }
    /** Adds a figure that is read at each scrape. */
    addGauge(name, help, read) {
        const gauge = new Gauge({ name, help, registers: [this.prometheus] });
        this.onScrape(async () => {
            gauge.set(await Promise.resolve(read()).catch(() => NaN));
        });
    }
    /** All figures in Prometheus' text format. */
    async scrape() {
        await Promise.all(this.refreshers.map((refresh) => refresh()));
        return this.prometheus.metrics();
    }
};
MetricsRegistry = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [String])
], MetricsRegistry);
export { MetricsRegistry };
//# sourceMappingURL=metrics.registry.js.map