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
import { HttpAdapterHost } from '@nestjs/core';
import { Counter } from 'prom-client';
import { MetricsRegistry } from './metrics.registry.js';
/** Counts what HTTP answers, those too that never reach a controller: no key, no such route. */
let HttpFigures = class HttpFigures {
    host;
    requests;
    constructor(registry, host) {
        this.host = host;
        this.requests = new Counter({
            name: 'openclaw_http_requests_total',
            help: 'HTTP requests answered, by method, pattern of the route and status.',
            labelNames: ['method', 'route', 'status'],
            registers: [registry.prometheus],
        });
    }
    onModuleInit() {
        const fastify = this.host.httpAdapter.getInstance();
        fastify.addHook('onResponse', (request, reply, done) => {
            // The pattern and never the path: a path has ids in it.
            const route = request.routeOptions.url ?? 'none';
            this.requests.inc({ method: request.method, route, status: reply.statusCode });
            done();
        });
    }
};
HttpFigures = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [MetricsRegistry,
        HttpAdapterHost])
], HttpFigures);
export { HttpFigures };
//# sourceMappingURL=http.figures.js.map