import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';

const READY_DEADLINE_MS = 60_000;
const ANSWER_DEADLINE_MS = 60_000;
const EXIT_DEADLINE_MS = 20_000;
const TOLD_OF_OUTPUT = 2_000;

export interface ChildOptions {
  readonly name: string;
  /** The program: a path. */
  readonly file: string;
  readonly env: Record<string, string>;
  /** What Node is started with. */
  readonly nodeFlags?: readonly string[];
  /** Where what it prints goes: to a file, as under a supervisor. */
  readonly logFile: string;
  /** Where to leave a CPU profile when it ends; it is then asked to end and not killed. */
  readonly profileDir?: string | undefined;
}

type Message =
  { readonly readyAt: string } | { readonly question: number; readonly answer: unknown };

/** A process of the bench: one of the project's, a reference, or a program of the harness. */
export class Child {
  url = '';
  private readonly options: ChildOptions;
  private readonly process: ChildProcess;
  private readonly waiting = new Map<number, (answer: unknown) => void>();
  private questions = 0;

  constructor(options: ChildOptions) {
    const { file, env, nodeFlags = [], logFile, profileDir } = options;
    this.options = options;
    const output = openSync(logFile, 'a');
    this.process = fork(file, [], {
      // Elsewhere than in the checkout, so that nobody's .env is read.
      cwd: tmpdir(),
      env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
      execArgv: [
        ...nodeFlags,
        ...(profileDir === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`]),
      ],
      stdio: ['ignore', output, output, 'ipc'],
    });
    closeSync(output);
    this.process.on('message', (message: Message) => {
      this.hear(message);
    });
  }

  get running(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  /** Waits until it serves. @throws Error with what it printed if it ends before */
  async ready(): Promise<this> {
    const deadline = AbortSignal.timeout(READY_DEADLINE_MS);
    while (this.url === '' && this.running) {
      await Promise.race([
        once(this.process, 'message', { signal: deadline }),
        once(this.process, 'exit', { signal: deadline }),
      ]);
    }
    if (this.url === '') throw this.failure('did not start');
    return this;
  }

  /** Asks a program of the harness something. @throws Error where it has ended or says nothing */
  async ask<T>(what: string, argument?: unknown, deadlineMs = ANSWER_DEADLINE_MS): Promise<T> {
    if (!this.running) throw this.failure('has ended');
    const question = ++this.questions;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const late = setTimeout(() => {
      reject(this.failure(`did not answer ${what}`));
    }, deadlineMs);
    this.waiting.set(question, resolve);
    this.process.send({ question, what, argument });
    try {
      return (await promise) as T;
    } finally {
      clearTimeout(late);
      this.waiting.delete(question);
    }
  }

  /** Bytes of memory that it holds, as Linux counts them. */
  get residentBytes(): number {
    const status = readFileSync(`/proc/${this.process.pid ?? 0}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1_024;
  }

  /** Ends it and waits until it is gone. */
  async end(): Promise<void> {
    if (!this.running) return;
    const gone = once(this.process, 'exit');
    this.process.kill(this.options.profileDir === undefined ? 'SIGKILL' : 'SIGTERM');
    const late = setTimeout(() => this.process.kill('SIGKILL'), EXIT_DEADLINE_MS);
    await gone;
    clearTimeout(late);
  }

  /** Ends it at once, without waiting: this process is about to end itself. */
  kill(): void {
    if (this.running) this.process.kill('SIGKILL');
  }

  private hear(message: Message): void {
    if ('readyAt' in message) this.url = message.readyAt;
    else this.waiting.get(message.question)?.(message.answer);
  }

  private failure(what: string): Error {
    const said = readFileSync(this.options.logFile, 'utf8').slice(-TOLD_OF_OUTPUT);
    return new Error(`The ${this.options.name} ${what}. It said:\n${said}`);
  }
}
