import { type ChildProcess, fork } from 'node:child_process';
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { openClawConfig } from './openclaw.config.js';
import { installOpenClaw } from './openclaw.install.js';

/** It takes 12 s on an idle machine. */
const START_DEADLINE_MS = 120_000;
const KILL_DEADLINE_MS = 10_000;
const KEEPER = join(import.meta.dirname, 'openclaw.keeper.mjs');
const TOKEN = 'token-of-the-acceptance';

/** A real OpenClaw gateway, with a state of its own that lives as long as this. */
export class OpenClawGateway {
  readonly token = TOKEN;
  /** Leads a process group of its own, with OpenClaw and its helpers in it. */
  private keeper: ChildProcess | undefined;

  private constructor(
    private readonly program: string,
    private readonly stateDir: string,
    readonly port: number,
    private readonly providerUrl: string,
  ) {}

  /** Installs OpenClaw if need be, and starts one. */
  static async open(providerUrl: string): Promise<OpenClawGateway> {
    const program = await installOpenClaw();
    const stateDir = await mkdtemp(join(tmpdir(), 'openclaw-accept-'));
    const gateway = new OpenClawGateway(program, stateDir, await freePort(), providerUrl);
    try {
      await gateway.start();
    } catch (error) {
      await gateway.close();
      throw error;
    }
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get running(): boolean {
    return this.keeper?.exitCode === null && this.keeper.signalCode === null;
  }

  /** Starts it, again with the state that it left, and waits until it is ready. */
  async start(): Promise<void> {
    const { stateDir, port, token, providerUrl } = this;
    const config = openClawConfig({ port, token, stateDir, providerUrl });
    // Anew each time: OpenClaw writes into its configuration.
    await writeFile(this.file('openclaw.json'), JSON.stringify(config, null, 2));
    await this.spawn();
    await eventually(
      'OpenClaw to be ready',
      () => !this.running || this.ready(),
      START_DEADLINE_MS,
    );
    if (!this.running) throw new Error(`OpenClaw did not start:\n${await this.lastWords()}`);
  }

  /** Tells it to end: it refuses what is new, lets what runs go on, and ends after that. */
  drain(): void {
    this.keeper?.send('SIGTERM');
  }

  /** Ends it as a crash would, helpers and all. */
  async kill(): Promise<void> {
    if (this.running && this.keeper?.pid !== undefined) process.kill(-this.keeper.pid, 'SIGKILL');
    await this.ended(KILL_DEADLINE_MS);
  }

  /** Waits until it has ended. */
  async ended(deadlineMs: number): Promise<void> {
    await eventually('the end of OpenClaw', () => !this.running, deadlineMs);
  }

  async close(): Promise<void> {
    await this.kill();
    await rm(this.stateDir, { recursive: true, force: true, maxRetries: 5 });
  }

  private async spawn(): Promise<void> {
    const { stateDir, port } = this;
    for (const folder of ['home', 'tmp', 'work'])
      await mkdir(this.file(folder), { recursive: true });
    const output = await open(this.file('output.txt'), 'a');
    const args = ['gateway', 'run', '--port', String(port), '--bind', 'loopback'];
    this.keeper = fork(KEEPER, [this.program, ...args], {
      cwd: stateDir,
      detached: true,
      execArgv: [],
      stdio: ['ignore', output.fd, output.fd, 'ipc'],
      env: {
        PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
        HOME: this.file('home'),
        TMPDIR: this.file('tmp'),
        LANG: 'C.UTF-8',
        OPENCLAW_STATE_DIR: stateDir,
        OPENCLAW_CONFIG_PATH: this.file('openclaw.json'),
        OPENCLAW_NO_RESPAWN: '1',
        OPENCLAW_SKIP_CHANNELS: '1',
      },
    });
    await output.close();
  }

  private async ready(): Promise<boolean> {
    return (await fetch(`${this.url}/readyz`)).status === 200;
  }

  private async lastWords(): Promise<string> {
    return (await readFile(this.file('output.txt'), 'utf8')).slice(-4_000);
  }

  private file(name: string): string {
    return join(this.stateDir, name);
  }
}
