import { Processes, type RunningProcess } from '../support/processes.js';
import { configOf, removeKeys, testEnv } from '../support/test-redis.js';
import { TasksClient } from './tasks.client.js';

export interface SystemOptions {
  readonly env?: Record<string, string>;
  /** How many workers there are from the beginning on. */
  readonly workers?: number;
}

/** A gateway and workers of ours, as built, in front of a V1. */
export class System {
  private readonly workers: RunningProcess[] = [];

  private constructor(
    private readonly processes: Processes,
    private readonly env: Record<string, string>,
    /** Of a gateway that asks for no key. */
    readonly tasks: TasksClient,
  ) {}

  static async open(
    v1: { url: string; token: string },
    { env: more = {}, workers = 1 }: SystemOptions = {},
  ): Promise<System> {
    const env = testEnv({
      V1_URL: v1.url,
      V1_TOKEN: v1.token,
      V1_MAX_CONCURRENT: '0',
      RETRY_BACKOFF_MS: '200',
      RETRY_BACKOFF_MAX_MS: '2000',
      ...more,
    });
    const processes = new Processes();
    const { url } = await processes.start('gateway', env);
    const system = new System(processes, env, new TasksClient(url));
    for (let i = 0; i < workers; i++) await system.startWorker();
    return system;
  }

  /** Starts another worker, with more in its environment. */
  async startWorker(more: Record<string, string> = {}): Promise<RunningProcess> {
    const worker = await this.processes.start('worker', { ...this.env, ...more });
    this.workers.push(worker);
    return worker;
  }

  /** Leaves none, by kill -9. */
  async killWorkers(): Promise<void> {
    const workers = this.workers.splice(0);
    for (const worker of workers) if (worker.running) worker.kill('SIGKILL');
    await Promise.all(workers.map((worker) => worker.exit()));
  }

  /** Starts another gateway, which knows these clients by their keys. */
  async openTo<Name extends string>(
    keys: Record<Name, string>,
  ): Promise<Record<Name, TasksClient>> {
    const named = Object.entries<string>(keys);
    const list = named.map(([name, key]) => `${name}:${key}`).join();
    const { url } = await this.processes.start('gateway', { ...this.env, API_KEYS: list });
    const clients = named.map(([name, key]) => [name, new TasksClient(url, key)]);
    return Object.fromEntries(clients) as Record<Name, TasksClient>;
  }

  async close(): Promise<void> {
    await this.processes.killAll();
    await removeKeys(configOf(this.env));
  }
}
