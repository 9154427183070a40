import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { Counter } from 'prom-client';
import { MetricsRegistry } from './metrics.registry.js';

/** Counts what HTTP answers, those too that never reach a controller: no key, no such route. */
@Injectable()
export class HttpFigures implements OnModuleInit {
  private readonly requests: Counter<'method' | 'route' | 'status'>;

  constructor(
    registry: MetricsRegistry,
    private readonly host: HttpAdapterHost,
  ) {
    this.requests = new Counter({
      name: 'openclaw_http_requests_total',
      help: 'HTTP requests answered, by method, pattern of the route and status.',
      labelNames: ['method', 'route', 'status'],
      registers: [registry.prometheus],
    });
  }

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.addHook('onResponse', (request, reply, done) => {
      // The pattern and never the path: a path has ids in it.
      const route = request.routeOptions.url ?? 'none';
      this.requests.inc({ method: request.method, route, status: reply.statusCode });
      done();
    });
  }
}
