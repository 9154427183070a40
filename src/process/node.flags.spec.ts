import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { NODE_FLAGS } from './node.flags.js';

const FLAGS = NODE_FLAGS.worker.join(' ');

it.each([
  ['compose.yaml', `NODE_OPTIONS: ${FLAGS}`],
  ['deploy/systemd/openclaw-v2-worker@.service', `Environment=NODE_OPTIONS=${FLAGS}`],
  ['docs/operations.md', `NODE_OPTIONS=${FLAGS}`],
])('%s starts a worker as npm start does', (file, line) => {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  expect(text).toContain(line);
});
