import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RESULTS } from '../stage.ts';
import type { Machine } from './machine.ts';
import { pageOf } from './page.ts';
import type { Row } from './row.ts';

/** Writes what was measured to `results/`, as JSON and as a page. @returns the path of the page */
export function writeResults(rows: readonly Row[], machine: Machine, judged: boolean): string {
  const page = join(RESULTS, 'index.html');
  writeFileSync(join(RESULTS, 'results.json'), `${JSON.stringify({ machine, rows }, null, 2)}\n`);
  writeFileSync(page, pageOf(rows, machine, judged));
  return page;
}
