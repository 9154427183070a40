import { eventually } from '../../support/eventually.js';
import { freePort } from '../../support/free-port.js';
import { randomOf } from '../system/random.js';
import { allCompleted, play, type Round } from '../system/round.js';
import { LONG_LEASES, type SystemOptions } from '../system/system.js';
import { withSystem } from '../system/with-system.js';
import {
  loseAnswers,
  over,
  untilFewerRun,
  untilUnavailable,
  untilV1IsDoneWithSome,
} from './redis-away.js';

const AWAY_MS = 20_000;
const SLOW_MS = 300;
const CUTS = 12;

interface RedisFault {
  readonly fault: string;
  readonly options?: SystemOptions;
  readonly inject: (round: Round) => Promise<void>;
  /** Whether every run outlives it. */
  readonly harmless?: boolean;
}

export const REDIS_FAULTS: readonly RedisFault[] = [
  {
    fault: 'Redis is restarted',
    options: { env: LONG_LEASES },
    harmless: true,
    inject: async ({ system: { redis } }) => {
      await redis.stop();
      await redis.start();
    },
  },
  {
    fault: 'Redis is killed with kill -9 and started again',
    options: { env: LONG_LEASES },
    harmless: true,
    inject: async ({ system: { redis } }) => {
      await redis.kill();
      await redis.start();
    },
  },
  {
    fault: 'Redis is out of reach for 20 s',
    options: { proxied: true, env: { LEASE_MS: '2000' } },
    inject: async ({ system }) => {
      await system.proxy.shut();
      await untilUnavailable(system);
      // The time is the fault.
      await over(AWAY_MS);
      await system.proxy.open();
    },
  },
  {
    fault: 'Redis answers after 300 ms',
    options: { proxied: true, env: LONG_LEASES },
    harmless: true,
    inject: async ({ system, submitted }) => {
      system.proxy.delayMs = SLOW_MS;
      await submitted;
      await untilFewerRun(system);
      system.proxy.delayMs = 0;
    },
  },
  {
    fault: 'connections to Redis are cut at random',
    options: { proxied: true, env: LONG_LEASES },
    harmless: true,
    inject: async ({ system: { proxy } }) => {
      const random = randomOf('cuts');
      for (let cut = 0; cut < CUTS; cut++) {
        await eventually('a connection that is cut', () => proxy.cut(0.5, random) > 0);
      }
    },
  },
  {
    fault: 'Redis executes and its answers are lost',
    options: { proxied: true, env: LONG_LEASES },
    harmless: true,
    inject: async ({ system }) => {
      for (let lost = 0; lost < 2; lost++) await loseAnswers(system);
    },
  },
  {
    fault: 'SCRIPT FLUSH again and again',
    options: { env: LONG_LEASES },
    harmless: true,
    inject: async ({ system: { redis, counts } }) => {
      await eventually(
        'a half of the tasks done',
        async () => {
          for (let flush = 0; flush < 10; flush++) await redis.admin.script('FLUSH');
          return (await counts()).completed > 160;
        },
        60_000,
      );
    },
  },
  {
    fault: 'Redis is out of memory',
    options: { env: LONG_LEASES },
    harmless: true,
    inject: async ({ system }) => {
      await system.redis.admin.config('SET', 'maxmemory', '1mb');
      await untilUnavailable(system);
      await untilV1IsDoneWithSome(system);
      await system.redis.admin.config('SET', 'maxmemory', '0');
    },
  },
  {
    fault: 'Redis has too few replicas to take a write',
    options: { env: LONG_LEASES },
    harmless: true,
    inject: async ({ system }) => {
      await system.redis.admin.config('SET', 'min-replicas-to-write', '1');
      await untilUnavailable(system);
      await untilV1IsDoneWithSome(system);
      await system.redis.admin.config('SET', 'min-replicas-to-write', '0');
    },
  },
  {
    fault: 'Redis is a read-only replica for a while',
    options: { env: LONG_LEASES },
    harmless: true,
    inject: async ({ system }) => {
      // Of a primary that is not there: it keeps its data and takes no write.
      await system.redis.admin.replicaof('127.0.0.1', await freePort());
      await untilUnavailable(system);
      await untilV1IsDoneWithSome(system);
      await system.redis.admin.replicaof('NO', 'ONE');
    },
  },
];

export const redisRound = (
  { fault, options, inject, harmless = false }: RedisFault,
  dist?: string,
) =>
  withSystem({ dist, ...options }, (system) =>
    play({ fault, system, inject, ...(harmless && { expect: allCompleted }) }),
  );

/** The round in which what Redis did is done again, because nobody heard of it. */
export const answersLost = (dist?: string) => {
  const round = REDIS_FAULTS.find(({ fault }) => fault.includes('answers are lost'));
  if (!round) throw new Error('There is no such round');
  return redisRound(round, dist);
};
