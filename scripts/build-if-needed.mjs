// Builds dist/ unless it is newer than everything it is made of. Two runs at once build one after the other.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const root = join(import.meta.dirname, '..');
const lock = join(root, 'node_modules', '.build-lock');
const LOCK_STALE_MS = 120_000;

const modifiedAt = (path) => statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
const sources = () => [
  ...readdirSync(join(root, 'src'), { recursive: true }).map((file) => join('src', file)),
  'package-lock.json',
  'nest-cli.json',
  'tsconfig.json',
  'tsconfig.build.json',
];
const upToDate = () => {
  const builtAt = modifiedAt('dist/.built');
  return sources().every((file) => modifiedAt(file) <= builtAt);
};

async function withLock(work) {
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      if (Date.now() - modifiedAt('node_modules/.build-lock') > LOCK_STALE_MS) rmdirSync(lock);
      await delay(100);
    }
  }
  try {
    return work();
  } finally {
    rmdirSync(lock);
  }
}

if (!upToDate()) {
  process.exitCode = await withLock(() =>
    upToDate()
      ? 0
      : spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' }).status,
  );
}
