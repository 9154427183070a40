import { describe, it } from '@jest/globals';
import { CRASH_POINTS, workerKilledAt } from './rounds/crash-points.js';
import * as leases from './rounds/leases.js';
import * as queue from './rounds/queue.js';
import * as rounds from './rounds/workers.js';

describe('every task has one outcome, and no run is doubled,', () => {
  it.concurrent('where nothing fails', () => rounds.nothing());
  it.concurrent('after kill -9 of a worker', () => rounds.oneWorkerKilled());
  it.concurrent('after kill -9 of all workers', () => rounds.allWorkersKilled());
  it.concurrent('after kill -9 of everything at once', () => rounds.everythingKilled());
  it.concurrent('after kill -9 of the gateway between storing and queueing', () =>
    rounds.gatewayKilledBeforeQueueing(),
  );
  it.concurrent.each(CRASH_POINTS)('after $fault', (point) => workerKilledAt(point));
  it.concurrent('after a worker stood still for longer than its leases', () =>
    leases.workerStopped(),
  );
  it.concurrent('after a worker that was taken for dead wrote late', () => leases.workerUnaware());
  it.concurrent('where leases are renewed at the last moment', () => leases.leaseRenewedInTime());
  it.concurrent('after SIGTERM of a worker', () => rounds.workerTerminated());
  it.concurrent('in a rolling restart', () => rounds.rollingRestart());
  it.concurrent('where messages come twice', () => queue.messagesTwice());
  it.concurrent("where the queue's locks are lost", () => queue.locksLost());
});
