import { spawnSync } from 'node:child_process';
import { type Browser, chromium } from 'playwright-core';
import { canInstall, installPackage } from '../../src/launcher/apt.install.js';

const BINARIES = ['chromium', 'chromium-browser', 'google-chrome'];

const HELP =
  'The tests of the console need Chromium or Chrome. Install it (apt-get install chromium), or leave ' +
  'them out: npm test -- --testPathIgnorePatterns console.e2e';

const findBinary = (): string | undefined =>
  BINARIES.find((name) => spawnSync(name, ['--version']).status === 0);

/** Installs Debian's where there is none and that can be done. @throws Error that says what helps */
function provideBinary(): string {
  const found = findBinary();
  if (found) return found;
  if (!canInstall()) throw new Error(HELP);
  console.log('There is no Chromium on this machine: installing it with apt-get …');
  const installed = installPackage('chromium') ? findBinary() : undefined;
  if (!installed) throw new Error(HELP);
  return installed;
}

/** Starts a browser that nobody sees. */
export function startChromium(): Promise<Browser> {
  const path = spawnSync('which', [provideBinary()], { encoding: 'utf8' }).stdout.trim();
  return chromium.launch({
    executablePath: path,
    args: [
      // As root, which is how tests run in containers, there is no sandbox.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
