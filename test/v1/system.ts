import { Processes } from '../support/processes.js';
import { configOf, removeKeys, testEnv } from '../support/test-redis.js';
import { TasksClient } from './tasks.client.js';

/** A gateway and a worker of ours, as built, in front of a V1. */
export class System {
  private constructor(
    private readonly processes: Processes,
    private readonly env: Record<string, string>,
    /** Of a gateway that asks for no key. */
    readonly tasks: TasksClient,
  ) {}

  static async open(v1: { url: string; token: string }): Promise<System> {
    const env = testEnv({
      V1_URL: v1.url,
      V1_TOKEN: v1.token,
      V1_MAX_CONCURRENT: '0',
      RETRY_BACKOFF_MS: '200',
      RETRY_BACKOFF_MAX_MS: '2000',
    });
    const processes = new Processes();
    await processes.start('worker', env);
    const { url } = await processes.start('gateway', env);
    return new System(processes, env, new TasksClient(url));
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
