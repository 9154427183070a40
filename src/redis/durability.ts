import type { Redis } from 'ioredis';

/** Whether a Redis keeps what it accepts; null: it does not tell. */
export interface Durability {
  readonly version: string | null;
  /** Whether every write goes to the append-only file. */
  readonly append_only: boolean | null;
  /** When that file is flushed to disk: `always`, `everysec` or `no`. */
  readonly fsync: string | null;
  /** What is dropped when the memory is full; anything but `noeviction` loses tasks. */
  readonly eviction: string | null;
}

/** Asks a Redis how it keeps its data. Some do not allow CONFIG, and then it is not known. */
export async function durabilityOf(redis: Redis): Promise<Durability> {
  const [info, config] = await Promise.all([
    redis.info('server'),
    redis.config('GET', 'append*', 'maxmemory-policy').catch((): string[] => []),
  ]);
  const settings = new Map<string, string>();
  for (let i = 0; i < config.length; i += 2) settings.set(String(config[i]), String(config[i + 1]));
  const appendOnly = settings.get('appendonly');
  return {
    version: /^redis_version:(\S+)/m.exec(info)?.[1] ?? null,
    append_only: appendOnly === undefined ? null : appendOnly === 'yes',
    fsync: settings.get('appendfsync') ?? null,
    eviction: settings.get('maxmemory-policy') ?? null,
  };
}
