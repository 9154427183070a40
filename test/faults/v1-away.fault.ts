import { describe, it } from '@jest/globals';
import * as rounds from './rounds/v1-away.js';

describe('every task has one outcome, and no run is doubled, when', () => {
  it.concurrent('V1 stops, refuses connections and comes back', () => rounds.v1StopsAndComesBack());
  it.concurrent('V1 drains', () => rounds.v1Drains());
  it.concurrent('V1 takes another token', () => rounds.tokenChanged());
  it.concurrent('V1 has a certificate that is not trusted', () => rounds.certificateNotTrusted());
});
