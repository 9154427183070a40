import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The OpenClaw that the suite runs against. */
export const OPENCLAW_VERSION = process.env.OPENCLAW_VERSION ?? '2026.9.6';

const CACHE = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');

/** Where it is installed: outside the tree, and kept from run to run. */
export const OPENCLAW_DIR = join(CACHE, 'openclaw-v2', `openclaw-${OPENCLAW_VERSION}`);

/** Written once npm has ended well: a folder without it was left half done. */
export const FINISHED = join(OPENCLAW_DIR, '.finished');

// Asked as a program, it tells by its exit code whether OpenClaw is there, and where.
if (import.meta.main) {
  console.log(OPENCLAW_DIR);
  process.exitCode = existsSync(FINISHED) ? 0 : 1;
}
