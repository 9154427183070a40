import { Controller, Get, UseFilters } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { HealthCheck, HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import { durabilityOf } from '../redis/durability.js';
import { RedisConnections } from '../redis/redis.connections.js';
import { NotReadyFilter } from './not-ready.filter.js';
import { Readiness } from './readiness.js';
import { SystemView } from './system.view.js';

/** A skew past this between our clock and Redis' is worth a warning: delays are timed by ours. */
const CLOCK_SKEW_WARNING_MS = 1_000;

/** Probes for whoever keeps the process up; the same in every mode. */
@ApiTags('health')
@Controller('health')
@UseFilters(NotReadyFilter)
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly redis: RedisConnections,
    private readonly readiness: Readiness,
    private readonly system: SystemView,
  ) {}

  /** Whether the process runs at all. */
  @Get('live')
  @ApiOperation({ summary: 'Whether the process runs', security: [] })
  @ApiOkResponse({ description: 'It runs.' })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Whether it can serve: it is not shutting down, and Redis answers. */
  @Get('ready')
  @HealthCheck()
  @ApiOperation({ summary: 'Whether the process can serve: it is not stopping, and Redis answers' })
  ready() {
    return this.health.check([
      () => this.isServing(),
      () => this.redisAnswers(),
      () => this.showSystem(),
    ]);
  }

  private isServing() {
    const indicator = this.indicators.check('process');
    return this.readiness.stopping ? indicator.down('stopping') : indicator.up();
  }

  /** Shown, not judged: without workers a gateway can still take tasks. */
  private async showSystem() {
    const indicator = this.indicators.check('system');
    return indicator.up(await this.system.show().catch(() => ({})));
  }

  private async redisAnswers() {
    const indicator = this.indicators.check('redis');
    const { commands } = this.redis;
    try {
      const [[seconds = 0, microseconds = 0], { warnings }] = await Promise.all([
        commands.time(),
        durabilityOf(commands),
      ]);
      const skewMs = Math.abs(Date.now() - seconds * 1000 - Math.floor(microseconds / 1000));
      const findings = {
        ...(warnings.length > 0 && { warnings }),
        ...(skewMs > CLOCK_SKEW_WARNING_MS && { clock_skew_ms: skewMs }),
      };
      return Object.keys(findings).length > 0 ? indicator.degraded(findings) : indicator.up();
    } catch {
      return indicator.down('does not answer');
    }
  }
}
