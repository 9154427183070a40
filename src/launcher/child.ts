import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from '../config/child.environment.js';
import type { ReadyMessage } from '../process/boot.js';
import { NODE_FLAGS } from '../process/node.flags.js';

export type Mode = keyof typeof NODE_FLAGS;

export interface ChildOptions {
  /** Entry file, without its ending. */
  readonly entry: Mode;
  readonly env: Record<string, string>;
  /** Told each line that the process prints. */
  readonly log: (line: string) => void;
}

/** One process of the system, in a process group of its own so that Ctrl-C reaches the launcher alone. */
export class Child {
  private readonly process: ChildProcess;
  /** Resolves with the exit code, or the signal, once the process is gone. */
  readonly exited: Promise<number | string>;

  constructor({ entry, env, log }: ChildOptions) {
    this.process = fork(fileURLToPath(new URL(`../${entry}.js`, import.meta.url)), {
      detached: true,
      execArgv: [...NODE_FLAGS[entry], ...process.execArgv],
      env: childEnvironment(env),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.exited = new Promise((resolve) => {
      this.process.once('exit', (code, signal) => {
        resolve(code ?? signal ?? 'unknown');
      });
    });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      if (stream) createInterface(stream).on('line', log);
    }
  }

  /** Waits until it serves. @returns its URL, or null where it ended before */
  async ready(): Promise<string | null> {
    const told = once(this.process, 'message').then(
      ([message]) => (message as ReadyMessage).readyAt,
    );
    return Promise.race([told, this.exited.then(() => null)]);
  }

  /** Asks it to close and waits until it did; ends it where that takes longer than `ms`. */
  async stop(ms: number): Promise<void> {
    this.process.kill('SIGTERM');
    const overdue = setTimeout(() => {
      this.kill();
    }, ms);
    await this.exited;
    clearTimeout(overdue);
  }

  kill(): void {
    this.process.kill('SIGKILL');
  }
}
