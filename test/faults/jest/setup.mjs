import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import startRedis from '../../support/global-setup.mjs';

/** Starts what every test needs, and a file in which the rounds are written down for the total. */
export default async function setup() {
  process.env.FAULTS_RECORD = join(mkdtempSync(join(tmpdir(), 'openclaw-faults-')), 'rounds.jsonl');
  await startRedis();
}
