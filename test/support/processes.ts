import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.js';

type Entry = 'gateway' | 'worker' | 'launcher';

/** A process of ours, as built; what it prints is kept. */
export class RunningProcess {
  output = '';
  url = '';

  constructor(readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
    child.on('message', (message: { readyAt?: string }) => {
      this.url = message.readyAt ?? this.url;
    });
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Waits until it ended. @returns its exit code, or the signal that ended it */
  async exit(deadlineMs = 15_000): Promise<number | NodeJS.Signals | null> {
    if (this.running) {
      await once(this.child, 'exit', { signal: AbortSignal.timeout(deadlineMs) });
    }
    return this.child.exitCode ?? this.child.signalCode;
  }

  /** Waits until it has printed something. */
  printed(text: string | RegExp): Promise<unknown> {
    return eventually(`${text} in\n${this.output}`, () => this.output.search(text) >= 0);
  }
}

const DIST = join(import.meta.dirname, '..', '..', 'dist');

/** Starts processes of ours in an environment of their own and leaves none behind. */
export class Processes {
  private readonly all: RunningProcess[] = [];

  /** Starts one without waiting for it. */
  spawn(entry: Entry, env: Record<string, string>, args: string[] = []): RunningProcess {
    const child = fork(join(DIST, `${entry}.js`), args, {
      // Elsewhere than in the checkout, so that nobody's .env is read.
      cwd: env.CWD ?? tmpdir(),
      env: { PATH: process.env.PATH, ...env },
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const running = new RunningProcess(child);
    this.all.push(running);
    return running;
  }

  /** Starts one and waits until it serves. */
  async start(entry: Entry, env: Record<string, string>): Promise<RunningProcess> {
    const started = this.spawn(entry, env);
    await eventually(`${entry} to serve`, () => started.url !== '' || !started.running);
    if (!started.running) throw new Error(`The ${entry} did not start:\n${started.output}`);
    return started;
  }

  async killAll(): Promise<void> {
    for (const each of this.all) if (each.running) each.kill('SIGKILL');
    await Promise.all(this.all.map((each) => each.exit()));
  }
}
