import { describe, it } from '@jest/globals';
import { REDIS_FAULTS, redisRound } from './rounds/redis.js';

describe('every task has one outcome, and no run is doubled, when', () => {
  it.concurrent.each(REDIS_FAULTS)('$fault', (round) => redisRound(round));
});
