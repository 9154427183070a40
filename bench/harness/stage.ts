import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type * as NodeFlags from '../../src/process/node.flags.js';
import { BenchRedis } from './bench.redis.ts';
import { built, entry } from './build.ts';
import { Child, type ChildOptions } from './child.ts';
import { BenchV1, V1_TOKEN } from './v1/bench.v1.ts';

const BENCH = join(import.meta.dirname, '..');
export const RESULTS = join(BENCH, 'results');
const LOGS = join(RESULTS, 'logs');
const PROFILES = join(RESULTS, 'profiles');

type Env = Record<string, string>;
type Start = Omit<ChildOptions, 'logFile' | 'profileDir'>;

/** All that a scenario can use: a Redis, a V1, and processes that are ended after it. */
export class Stage {
  readonly redis: BenchRedis;
  private v1Process: BenchV1 | undefined;
  private readonly children = new Set<Child>();
  private readonly profiles: boolean;
  private started = 0;
  private remarks: string[] = [];

  private constructor(redis: BenchRedis, profiles: boolean) {
    this.redis = redis;
    this.profiles = profiles;
  }

  /** @param profiles whether the project's processes leave CPU profiles in `results/profiles` */
  static async open(profiles: boolean): Promise<Stage> {
    rmSync(LOGS, { recursive: true, force: true });
    mkdirSync(LOGS, { recursive: true });
    return new Stage(await BenchRedis.start(), profiles);
  }

  get v1(): BenchV1 {
    if (!this.v1Process) throw new Error('There is no V1 yet');
    return this.v1Process;
  }

  /** Gives a scenario a V1 of its own: it knows nothing of the one before. */
  async prepare(): Promise<void> {
    this.v1Process = new BenchV1(await this.program('v1', 'v1/v1.program.ts'));
  }

  /** Something that whoever reads the row of this scenario has to know. */
  remark(text: string): void {
    this.remarks.push(text);
  }

  /** @returns what was remarked since this was last asked */
  takeRemarks(): string[] {
    return this.remarks.splice(0);
  }

  /** A gateway as users run it, but for what is given. */
  gateway(env: Env = {}): Promise<Child> {
    return this.ofProject('gateway', { GATEWAY_PORT: '0', ...env });
  }

  /** A worker as users run it, but for what is given. */
  worker(env: Env = {}): Promise<Child> {
    return this.ofProject('worker', { WORKER_PORT: '0', V1_URL: this.v1.url, V1_TOKEN, ...env });
  }

  reference(file: string, env: Env = {}): Promise<Child> {
    const v1 = { V1_URL: this.v1.url, V1_TOKEN };
    return this.start({
      name: `reference-${file}`,
      file: join(BENCH, 'references', file),
      env: { REDIS_URL: this.redis.url, ...v1, ...env },
    });
  }

  /** A program of the harness, as a process of its own: it must not disturb what is measured. */
  program(name: string, file: string, env: Env = {}): Promise<Child> {
    const path = join(BENCH, 'harness', file);
    return this.start({ name, file: path, env: { REDIS_URL: this.redis.url, ...env } });
  }

  /** Ends one of the processes before the scenario ends. */
  async end(...children: readonly Child[]): Promise<void> {
    await Promise.all(children.map((child) => child.end()));
    for (const child of children) this.children.delete(child);
  }

  /** Ends all processes of a scenario and forgets what they stored. */
  async clear(): Promise<void> {
    await this.end(...this.children);
    await this.redis.clear();
  }

  async close(): Promise<void> {
    await this.end(...this.children);
    await this.redis.stop();
  }

  /** Ends everything at once: this process is about to end. */
  kill(): void {
    for (const child of this.children) child.kill();
    this.redis.kill();
  }

  private async ofProject(name: 'gateway' | 'worker', env: Env): Promise<Child> {
    const { NODE_FLAGS } = await built<typeof NodeFlags>('process/node.flags.js');
    const profileDir = this.profiles ? PROFILES : undefined;
    const withRedis = { REDIS_URL: this.redis.url, ...env };
    return this.start(
      { name, file: entry(name), env: withRedis, nodeFlags: NODE_FLAGS[name] },
      profileDir,
    );
  }

  private start(options: Start, profileDir?: string): Promise<Child> {
    const logFile = join(LOGS, `${++this.started}-${options.name}.log`);
    const child = new Child({ ...options, logFile, profileDir });
    this.children.add(child);
    return child.ready();
  }
}
