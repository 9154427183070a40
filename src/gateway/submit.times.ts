import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import type { SubmitTimesDto } from './status.dto.js';

/** How long times are remembered at least, in ms; twice as long at most. */
const WINDOW_MS = 30_000;
const MICROSECONDS_PER_MS = 1_000;

/** How long this gateway lately took to accept tasks. */
@Injectable()
export class SubmitTimes implements OnModuleInit {
  private current = createHistogram();
  private before: RecordableHistogram | null = null;
  private currentSince = performance.now();

  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.addHook('onResponse', ({ method, routeOptions }, reply, done) => {
      // Those that waited for the result are answered with 200.
      const isSubmit = method === 'POST' && routeOptions.url === '/tasks';
      if (isSubmit && reply.statusCode === 202) this.record(reply.elapsedTime);
      done();
    });
  }

  /** Percentiles of the last half to whole minute; null where nothing was submitted. */
  show(): SubmitTimesDto | null {
    this.forgetOld();
    const all = createHistogram();
    all.add(this.current);
    if (this.before) all.add(this.before);
    if (all.count === 0) return null;
    const percentileMs = (percentile: number): number =>
      all.percentile(percentile) / MICROSECONDS_PER_MS;
    return { count: all.count, p50_ms: percentileMs(50), p99_ms: percentileMs(99) };
  }

  private record(ms: number): void {
    this.forgetOld();
    this.current.record(Math.max(1, Math.round(ms * MICROSECONDS_PER_MS)));
  }

  private forgetOld(): void {
    const age = performance.now() - this.currentSince;
    if (age < WINDOW_MS) return;
    this.before = age < 2 * WINDOW_MS ? this.current : null;
    this.current = createHistogram();
    this.currentSince = performance.now();
  }
}
