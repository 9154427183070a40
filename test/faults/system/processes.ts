import { type ChildProcess, fork } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { eventually } from '../../support/eventually.js';

const START_DEADLINE_MS = 30_000;
const EXIT_DEADLINE_MS = 30_000;
const KEPT_CHARACTERS = 4_000;
const PRELOADS = join(import.meta.dirname, '..', 'crash-points');

export type Entry = 'gateway' | 'worker';

/** A module that is loaded before the process' own: it changes what one of its methods does. */
export interface Preload {
  /** File in `crash-points/`. */
  readonly file: 'crash.mjs' | 'zombie.mjs' | 'held-recovery.mjs' | 'unqueued.mjs';
  /** What it is told, as `FAULT` in its environment (and in `FAULT_BUILD` the build under test). */
  readonly options?: object;
}

/** A gateway or a worker of the build under test, as a process of its own. */
export class FaultProcess {
  url = '';
  private output = '';
  private readonly messages: unknown[] = [];
  private toldToEnd = false;
  private readonly child: ChildProcess;

  constructor(
    dist: string,
    readonly entry: Entry,
    env: Record<string, string>,
    preload?: Preload,
  ) {
    this.toldToEnd = preload?.file === 'crash.mjs';
    const preloaded = preload && pathToFileURL(join(PRELOADS, preload.file)).href;
    this.child = fork(join(dist, `${entry}.js`), [], {
      // Elsewhere than in the checkout, so that nobody's .env is read.
      cwd: tmpdir(),
      env: {
        PATH: process.env.PATH,
        FAULT_BUILD: pathToFileURL(dist).href,
        FAULT: JSON.stringify(preload?.options ?? {}),
        ...env,
      },
      execArgv: preloaded === undefined ? [] : ['--import', preloaded],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output = (this.output + text).slice(-KEPT_CHARACTERS);
      });
    }
    this.child.on('message', (message: { readyAt?: string }) => {
      this.messages.push(message);
      this.url = message.readyAt ?? this.url;
    });
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Waits until it serves. @throws Error with what it printed if it ends before */
  async ready(): Promise<this> {
    await eventually(
      `${this.entry} to serve`,
      () => this.url !== '' || !this.running,
      START_DEADLINE_MS,
    );
    if (this.url === '') throw new Error(`The ${this.entry} did not start:\n${this.output}`);
    return this;
  }

  /** What is to be told of it if it ended and nobody wanted that; null otherwise. */
  get obituary(): string | null {
    if (this.running || this.toldToEnd) return null;
    const how = this.child.exitCode ?? this.child.signalCode;
    return `The ${this.entry} ended by itself (${how}). It said:\n${this.output}`;
  }

  kill(signal: NodeJS.Signals): void {
    this.toldToEnd ||= signal === 'SIGKILL' || signal === 'SIGTERM';
    this.child.kill(signal);
  }

  /** Tells its preload something. */
  tell(message: string): void {
    this.child.send(message);
  }

  /** Whether its preload has said something. */
  said(message: string): boolean {
    return this.messages.includes(message);
  }

  /** What its preload has said of something, each time: `word what`. */
  saidOf(word: string): string[] {
    return this.messages
      .filter((message) => typeof message === 'string')
      .filter((message) => message.startsWith(`${word} `))
      .map((message) => message.slice(word.length + 1));
  }

  /** Waits until its preload has said something. */
  async heard(message: string): Promise<void> {
    await eventually(`"${message}" of the ${this.entry}`, () => this.said(message));
  }

  /** Waits until it ended. @returns its exit code, or the signal that ended it */
  async exit(): Promise<number | NodeJS.Signals | null> {
    await eventually(`an end of the ${this.entry}`, () => !this.running, EXIT_DEADLINE_MS);
    return this.child.exitCode ?? this.child.signalCode;
  }
}
