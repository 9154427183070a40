import { Global, Logger, Module, type OnModuleInit } from '@nestjs/common';
import { durabilityOf } from './durability.js';
import { Keys } from './keys.js';
import { RedisConnections } from './redis.connections.js';

/**
 * Redis for the whole process; the process does not start without it, and says where that Redis would
 * lose tasks.
 */
@Global()
@Module({ providers: [RedisConnections, Keys], exports: [RedisConnections, Keys] })
export class RedisModule implements OnModuleInit {
  private readonly logger = new Logger('Redis');

  constructor(private readonly connections: RedisConnections) {}

  async onModuleInit(): Promise<void> {
    await this.connections.untilReady();
    // That it does not tell now is no reason not to start.
    const durability = await durabilityOf(this.connections.commands).catch(() => null);
    for (const warning of durability?.warnings ?? []) this.logger.warn(warning);
  }
}
