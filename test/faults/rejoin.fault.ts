import { describe, it } from '@jest/globals';
import * as rounds from './rounds/rejoin.js';
import * as ofV1 from './rounds/rejoin-v1.js';

describe("over V1's WebSocket protocol each task is completed by one run, told once and whole,", () => {
  // Those that take longest begin first.
  it.concurrent('after kill -9 of all workers', () => rounds.allWorkersKilled());
  it.concurrent('after kill -9 of a worker at each point of a run', () =>
    rounds.workerKilledAtPoints(),
  );
  it.concurrent('where tasks are cancelled while workers are killed', () =>
    rounds.cancelledUnderKills(),
  );
  it.concurrent('in a rolling restart', () => rounds.rollingRestart());
  it.concurrent('where connections to V1 are cut', () => ofV1.connectionsCut());
  it.concurrent('after a worker and V1 were killed together', () => ofV1.workerAndV1Killed());
  it.concurrent('after V1 drained and was restarted', () => ofV1.v1Restarted());
  it.concurrent('after a worker stood still for longer than its leases', () =>
    rounds.workerStopped(),
  );
  it.concurrent('after kill -9 of a worker', () => rounds.oneWorkerKilled());
});
