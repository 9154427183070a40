import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

const run = promisify(execFile);
const DEADLINE_MS = 60_000;

/** Makes objects that survive for a while and then, at the same place, such that do not: bytes of these among the old. */
const SCRIPT = `
import v8 from 'node:v8';
const ring = new Array(1024);
const make = (i) => ({ i, list: [1, 2, 3], at: { x: 1 } });
const makeMany = (count, kept) => {
  for (let i = 0; i < count; i++) {
    const made = make(i);
    ring[i % ring.length] = made;
    kept?.push(made);
  }
};
const old = () => v8.getHeapSpaceStatistics().find((s) => s.space_name === 'old_space').space_used_size;
for (let i = 0; i < 10; i++) makeMany(300_000, []);
let grown = 0;
for (let i = 0; i < 300; i++) {
  const before = old();
  makeMany(10_000);
  grown += Math.max(0, old() - before);
}
console.log(grown);
`;

async function bytesAmongTheOld(before = ''): Promise<number> {
  const code = before + SCRIPT;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', code], {
    timeout: DEADLINE_MS,
  });
  return Number(stdout);
}

it(
  'keeps what does not live long among the young objects, also where earlier ones did',
  async () => {
    const file = JSON.stringify(join(import.meta.dirname, 'young.heap.ts'));
    const young = `import { keepObjectsYoung } from ${file}; keepObjectsYoung();`;
    const byItself = await bytesAmongTheOld();
    expect(await bytesAmongTheOld(young)).toBeLessThan(0.75 * byItself);
  },
  2 * DEADLINE_MS,
);
