import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { VERSION } from '../process/version.js';
import { type Durability, durabilityOf } from '../redis/durability.js';
import { RedisConnections } from '../redis/redis.connections.js';
import { StoreUnavailableError } from '../tasks/task.errors.js';
import { type Overview, TaskStore, type V1Report } from '../tasks/task.store.js';
import { ApiProblems } from './openapi.js';
import { ConsolePages } from './console.pages.js';
import { SubmitTimes } from './submit.times.js';
import { StatusDto, type V1StatusDto } from './status.dto.js';

/** What the system is and how it is. */
@ApiTags('status')
@Controller()
export class StatusController {
  constructor(
    private readonly store: TaskStore,
    private readonly redis: RedisConnections,
    private readonly submits: SubmitTimes,
    private readonly pages: ConsolePages,
  ) {}

  @Get()
  // A browser gets something else at this address; and it is true for a moment only.
  @Header('vary', 'accept')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'How the system is: Redis, workers, V1, tasks by status' })
  @ApiResponse({
    status: 200,
    type: StatusDto,
    description: 'How it is, also while Redis is down.',
  })
  @ApiProblems()
  async status(): Promise<StatusDto> {
    const [overview, durability] = await Promise.all([this.overview(), this.durability()]);
    const workers = overview?.workers ?? [];
    return {
      name: 'OpenClaw V2',
      version: VERSION,
      redis: overview ? 'up' : 'down',
      durability,
      tasks: overview?.counts ?? null,
      entered: overview?.entered ?? null,
      submits: this.submits.show(),
      workers: workers.map(({ id, running, v1 }) => ({
        id,
        running,
        v1: toV1Status(v1),
      })),
      simulated: workers.length > 0 ? workers.some(({ v1 }) => v1.simulated) : null,
      links: {
        console: this.pages.path,
        tasks: '/tasks',
        docs: '/docs',
        openapi: '/docs-json',
        ready: '/health/ready',
      },
    };
  }

  private async overview(): Promise<Overview | null> {
    try {
      return await this.store.overview();
    } catch (error) {
      // That Redis is away is what this page is to tell, not a reason to tell nothing.
      if (error instanceof StoreUnavailableError) return null;
      throw error;
    }
  }

  private async durability(): Promise<Durability | null> {
    try {
      return await durabilityOf(this.redis.commands);
    } catch {
      return null;
    }
  }
}

const toV1Status = ({ url, state, simulated, message, models }: V1Report): V1StatusDto => ({
  url,
  state,
  simulated,
  message,
  models: models && [...models],
});
