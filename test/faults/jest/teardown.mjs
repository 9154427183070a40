import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import stopRedis from '../../support/global-teardown.mjs';

/** Prints the total of all rounds. */
export default async function teardown() {
  const file = process.env.FAULTS_RECORD ?? '';
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  const rounds = lines.map((line) => JSON.parse(line));
  const total = (name) => rounds.reduce((sum, round) => sum + round[name], 0);
  console.log(
    `\nIn all: ${rounds.length} faults, ${total('tasks')} tasks under them, ${total('runs')} runs at V1; ` +
      `lost ${total('lost')}, doubled ${total('doubled')}.`,
  );
  rmSync(dirname(file), { recursive: true, force: true });
  await stopRedis();
}
