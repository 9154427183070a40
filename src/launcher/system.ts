import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import type { AppConfig } from '../config/app.config.js';
import { Child } from './child.js';
import { type RedisServer, startRedisServer } from './redis.server.js';
import { startV1Simulator, type V1Simulator } from './simulator/v1.simulator.js';

const RESTART_AFTER_MS = 1_000;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);

/** One of the processes ended before it served; it said why. */
export class StartFailedError extends Error {
  readonly code = 'start_failed';

  constructor(name: string) {
    super(`The ${name} did not start; its lines above say why.`);
    this.name = 'StartFailedError';
  }
}

/** Where everything is, for people. */
export interface Whereabouts {
  readonly gateway: string;
  readonly redis: string;
  readonly v1: string;
  readonly simulated: boolean;
}

type Print = (source: string, line: string) => void;

/** The whole system on one machine: Redis, V1, one gateway and one worker. */
export class System {
  private redis: RedisServer | null = null;
  private simulator: V1Simulator | null = null;
  private readonly children = new Map<string, Child>();
  private stopping = false;

  constructor(
    private readonly config: AppConfig,
    private readonly print: Print,
  ) {}

  /**
   * Brings everything up, in the order in which one needs the other.
   * @throws NoRedisError, StartFailedError
   */
  async start(): Promise<Whereabouts> {
    const redis = await this.provideRedis();
    const env = await this.provideV1();
    await this.startChild('worker', env);
    const gateway = await this.startChild('gateway', env);
    return {
      gateway,
      redis,
      v1: this.simulator?.url ?? this.config.v1Url,
      simulated: this.simulator !== null,
    };
  }

  /** Takes everything down, nobody before those who need him, and leaves nothing running. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.children.get('gateway')?.stop();
    await this.children.get('worker')?.stop();
    await this.simulator?.close();
    await this.redis?.stop();
  }

  /** Ends everything at once; tasks in work end as their policy says when it is started again. */
  kill(): void {
    this.stopping = true;
    for (const child of this.children.values()) child.kill();
    this.redis?.process.kill('SIGTERM');
  }

  private async provideRedis(): Promise<string> {
    const { host, port } = this.config.redis;
    const where = `${host}:${port}`;
    if (!LOOPBACK.has(host) || (await isListening(host, port))) return where;
    const dataDir = resolve('.data', 'redis');
    this.redis = await startRedisServer({
      port,
      dataDir,
      log: (line) => {
        this.print('redis', line);
      },
    });
    return `${where}, started here; its data is in ${dataDir}`;
  }

  private async provideV1(): Promise<Record<string, string>> {
    if (!this.config.v1Unconfigured) return {};
    const token = randomUUID();
    this.simulator = await startV1Simulator({ token });
    return { V1_URL: this.simulator.url, V1_TOKEN: token };
  }

  private async startChild(entry: string, env: Record<string, string>): Promise<string> {
    const child = this.spawn(entry, env);
    const url = await child.ready();
    if (url === null) throw new StartFailedError(entry);
    this.keepUp(entry, env, child);
    return url;
  }

  private spawn(entry: string, env: Record<string, string>): Child {
    const child = new Child({
      entry,
      env: { LOG_FORMAT: this.config.logFormat ?? 'pretty', ...env },
      log: (line) => {
        this.print(entry, line);
      },
    });
    this.children.set(entry, child);
    return child;
  }

  /** Starts a process again whenever it ends of itself. */
  private keepUp(entry: string, env: Record<string, string>, child: Child): void {
    void child.exited.then((how) => {
      if (this.stopping) return;
      this.print('launcher', `The ${entry} ended (${how}); it is started again.`);
      setTimeout(() => {
        if (!this.stopping) this.keepUp(entry, env, this.spawn(entry, env));
      }, RESTART_AFTER_MS);
    });
  }
}

/** Whether something listens there; what it is, the processes that use it will say. */
async function isListening(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
