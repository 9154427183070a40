import { describe, it } from '@jest/globals';
import * as rounds from './rounds/clients.js';
import * as conflicts from './rounds/conflicts.js';

describe('every task has one outcome, and no run is doubled,', () => {
  it.concurrent('where one key comes 50 times at once', () => rounds.oneKeyManyTimes());
  it.concurrent('under slow and half-closed clients', () => rounds.slowClients());
  it.concurrent('under huge, deep and hostile bodies', () => rounds.hostileBodies());
  it.concurrent('under 10,000 malformed requests', () => rounds.malformedRequests());
  it.concurrent('when it is cancelled as it completes', () => conflicts.cancelAgainstCompletion());
  it.concurrent('when it is retried and cancelled at once', () => conflicts.retryAgainstCancel());
  it.concurrent('when it is deleted at whatever it does', () => conflicts.deleteAgainstAll());
});
