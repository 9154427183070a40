import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const PATCHES = join(import.meta.dirname, '..', 'mutants');
/** What a build needs, besides the packages. */
const SOURCES = ['src', 'package.json', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json'];
const BUILD_DEADLINE_MS = 120_000;

const run = promisify(execFile);

/** A copy of the system that is broken in one place, built in a folder of its own. */
export class Mutant {
  private constructor(private readonly folder: string) {}

  /** @throws Error that says so where the patch does not fit the sources any more */
  static async build(name: string): Promise<Mutant> {
    const mutant = new Mutant(await mkdtemp(join(tmpdir(), `openclaw-faults-${name}-`)));
    try {
      await mutant.copySources();
      await mutant.apply(name);
      await run('node', [join(ROOT, 'node_modules/@nestjs/cli/bin/nest.js'), 'build'], {
        cwd: mutant.folder,
        timeout: BUILD_DEADLINE_MS,
      });
      return mutant;
    } catch (error) {
      await mutant.remove();
      throw error;
    }
  }

  get dist(): string {
    return join(this.folder, 'dist');
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  private async copySources(): Promise<void> {
    for (const source of SOURCES) {
      await cp(join(ROOT, source), join(this.folder, source), { recursive: true });
    }
    await symlink(join(ROOT, 'node_modules'), join(this.folder, 'node_modules'));
  }

  private async apply(name: string): Promise<void> {
    const patch = join(PATCHES, `${name}.patch`);
    try {
      await run('git', ['apply', '-p1', patch], { cwd: this.folder });
    } catch (error) {
      const why = 'The sources have changed: write the patch anew, or the mutant tests nothing.';
      throw new Error(`${patch} does not apply. ${why}`, { cause: error });
    }
  }
}
