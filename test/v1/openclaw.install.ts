import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { FINISHED, OPENCLAW_DIR, OPENCLAW_VERSION } from './openclaw.cache.js';

/** Some hundred MB over a slow line. */
const DEADLINE_MS = 900_000;

const run = promisify(execFile);

/** OpenClaw could not be installed; the message says what npm said. */
export class OpenClawInstallError extends Error {
  override readonly name = 'OpenClawInstallError';

  constructor(cause: unknown) {
    const said = (cause as { stderr?: string }).stderr?.trim().slice(-2_000);
    super(
      `npm could not install openclaw@${OPENCLAW_VERSION} into ${OPENCLAW_DIR}. The suite needs npm's ` +
        `registry the first time it runs. npm said: ${said === undefined || said === '' ? String(cause) : said}`,
      { cause },
    );
  }
}

/**
 * Installs OpenClaw into the cache unless it is there, with the Node that runs this.
 * @returns the file to start it with
 * @throws OpenClawInstallError
 */
export async function installOpenClaw(): Promise<string> {
  if (!existsSync(FINISHED)) {
    await rm(OPENCLAW_DIR, { recursive: true, force: true });
    await mkdir(OPENCLAW_DIR, { recursive: true });
    await writeFile(join(OPENCLAW_DIR, 'package.json'), '{ "private": true }\n');
    await npmInstall().catch((error: unknown) => {
      throw new OpenClawInstallError(error);
    });
    await writeFile(FINISHED, '');
  }
  return join(OPENCLAW_DIR, 'node_modules', 'openclaw', 'openclaw.mjs');
}

async function npmInstall(): Promise<void> {
  // Named, since the npm that started us tells its own children another prefix.
  const options = ['--prefix', OPENCLAW_DIR, '--save-exact', '--no-audit', '--no-fund'];
  const { PATH = '' } = process.env;
  await run('npm', ['install', ...options, `openclaw@${OPENCLAW_VERSION}`], {
    cwd: OPENCLAW_DIR,
    // npm runs on the Node that comes first.
    env: { ...process.env, PATH: dirname(process.execPath) + delimiter + PATH },
    timeout: DEADLINE_MS,
    maxBuffer: Infinity,
  });
}
