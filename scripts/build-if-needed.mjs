// Builds dist/ unless it is newer than everything it is made of. Two runs at once build one after the other.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const root = join(import.meta.dirname, '..');
const lock = join(root, 'node_modules', '.build-lock');

const modifiedAt = (path) => statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
const sources = () => [
  ...readdirSync(join(root, 'src'), { recursive: true }).map((file) => join('src', file)),
  'package.json',
  'package-lock.json',
  'nest-cli.json',
  'tsconfig.json',
  'tsconfig.build.json',
];
const upToDate = () => {
  const builtAt = modifiedAt('dist/.built');
  return sources().every((file) => modifiedAt(file) <= builtAt);
};

/** Whether the process that holds the lock lives; one that was killed left it behind. */
function isHeld() {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
}

async function takeLock() {
  for (let told = false; ; await delay(100)) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch {
      if (!isHeld()) rmSync(lock, { force: true });
      else if (!told) console.log('Waiting for another build …');
      told = true;
    }
  }
}

if (!upToDate()) {
  await takeLock();
  try {
    const build = () =>
      spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' });
    process.exitCode = upToDate() ? 0 : (build().status ?? 1);
  } finally {
    rmSync(lock, { force: true });
  }
}
