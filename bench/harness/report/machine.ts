import { availableParallelism, cpus, totalmem } from 'node:os';
import type { BenchRedis } from '../bench.redis.ts';

const GIB = 1_073_741_824;

/** What the figures were taken on. */
export interface Machine {
  readonly at: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGib: number;
  readonly node: string;
  readonly redis: string;
}

export const machineOf = async ({ admin }: BenchRedis): Promise<Machine> => ({
  at: new Date().toISOString(),
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  memoryGib: Math.round(totalmem() / GIB),
  node: process.versions.node,
  redis: /redis_version:(\S+)/.exec(await admin.info('server'))?.[1] ?? 'unknown',
});
