import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { Keys } from './keys.js';
import { RedisConnections } from './redis.connections.js';

/** Redis for the whole process; the process does not start without it. */
@Global()
@Module({ providers: [RedisConnections, Keys], exports: [RedisConnections, Keys] })
export class RedisModule implements OnModuleInit {
  constructor(private readonly connections: RedisConnections) {}

  async onModuleInit(): Promise<void> {
    await this.connections.untilReady();
  }
}
