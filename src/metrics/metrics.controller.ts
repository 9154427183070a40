import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { MetricsRegistry } from './metrics.registry.js';

/** The figures of this process, for Prometheus. */
@ApiTags('status')
@Controller('metrics')
export class MetricsController {
  constructor(private readonly registry: MetricsRegistry) {}

  @Get()
  @ApiOperation({ summary: 'The figures of this process, for Prometheus' })
  @ApiOkResponse({
    description: 'The figures.',
    content: { 'text/plain': { schema: { type: 'string' } } },
  })
  @Header('cache-control', 'no-store')
  scrape(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    void reply.header('content-type', this.registry.contentType);
    return this.registry.scrape();
  }
}
