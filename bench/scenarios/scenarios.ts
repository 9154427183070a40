import type { Scenario } from '../harness/scenario.ts';
import { submitThroughput } from './01-submit-throughput.ts';
import { submitLatency } from './02-submit-latency.ts';
import { dispatch } from './03-dispatch.ts';
import { workerThroughput } from './04-worker-throughput.ts';
import { manyRuns } from './05-many-runs.ts';
import { watchers } from './06-watchers.ts';
import { storedTasks } from './07-stored-tasks.ts';
import { start } from './08-start.ts';
import { redisMemory } from './09-redis-memory.ts';
import { moreWorkers } from './10-more-workers.ts';

/** All rows of the table, in its order. */
export const SCENARIOS: readonly Scenario[] = [
  submitThroughput,
  submitLatency,
  dispatch,
  workerThroughput,
  manyRuns,
  watchers,
  storedTasks,
  start,
  redisMemory,
  moreWorkers,
];
