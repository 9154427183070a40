import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { resolve } from 'node:path';
import type { AppConfig } from '../config/app.config.js';
import { Child, type Mode } from './child.js';
import { findOpenClaw } from './openclaw.finder.js';
import { adoptRedisServer, type RedisServer, startRedisServer } from './redis.server.js';
import { startV1Simulator, type V1Simulator } from './simulator/v1.simulator.js';

const RESTART_AFTER_MS = 1_000;
/** Counts as unset, whatever the environment or `.env` says: access to V1 is the worker's alone. */
const NONE = '';
/** How much longer than its drain a process may take to close, in ms. */
const STOP_GRACE_MS = 15_000;
const LOOPBACK = new Set(['127.0.0.1', 'localhost']);

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
  /** An OpenClaw that answers on this machine while V1 is simulated. */
  readonly openClaw: string | null;
  /** Whether callers need one of API_KEYS. */
  readonly needsKey: boolean;
}

type Print = (source: string, line: string) => void;

/** The system was told to stop while it started. */
export class StoppedError extends Error {
  readonly code = 'stopped';

  constructor() {
    super('The system was stopped while it started.');
    this.name = 'StoppedError';
  }
}

/** The whole system on one machine: Redis, V1, one gateway and one worker. */
export class System {
  private redis: RedisServer | null = null;
  private simulator: V1Simulator | null = null;
  private readonly children = new Map<string, Child>();
  private starting: Promise<Whereabouts> | null = null;
  private restarting: Promise<void> | null = null;
  private readonly stopped = new AbortController();

  constructor(
    private readonly config: AppConfig,
    private readonly print: Print,
  ) {}

  private get stopping(): boolean {
    return this.stopped.signal.aborted;
  }

  /**
   * Brings everything up, in the order in which one needs the other.
   * @throws NoRedisError, StartFailedError, StoppedError
   */
  start(): Promise<Whereabouts> {
    this.starting = this.bringUp();
    return this.starting;
  }

  /** Takes everything down, nobody before those who need him, and leaves nothing running. */
  async stop(): Promise<void> {
    this.stopped.abort();
    await this.stopChildren();
    // What was just being started when this was called is there by now, or given up.
    await Promise.allSettled([this.starting, this.restarting]);
    await this.stopChildren();
    await this.simulator?.close();
    await this.redis?.stop();
  }

  private async stopChildren(): Promise<void> {
    const deadline = this.config.drainTimeoutMs + STOP_GRACE_MS;
    await this.children.get('gateway')?.stop(deadline);
    await this.children.get('worker')?.stop(deadline);
  }

  private async bringUp(): Promise<Whereabouts> {
    const redis = await this.provideRedis();
    this.goOn();
    const env = await this.provideV1();
    this.goOn();
    const openClaw = this.simulator ? findOpenClaw() : null;
    // First of the two: where its port is taken, no worker may have begun anything.
    const gateway = await this.startChild('gateway', { ...env, V1_TOKEN: NONE });
    this.goOn();
    await this.startChild('worker', env);
    return {
      gateway,
      redis,
      v1: this.simulator?.url ?? this.config.v1Url,
      simulated: this.simulator !== null,
      openClaw: await openClaw,
      needsKey: this.config.apiKeys.length > 0,
    };
  }

  /** @throws StoppedError */
  private goOn(): void {
    if (this.stopping) throw new StoppedError();
  }

  /** Ends everything at once; tasks in work end as their policy says when it is started again. */
  kill(): void {
    this.stopped.abort();
    for (const child of this.children.values()) child.kill();
    void this.redis?.stop();
  }

  private async provideRedis(): Promise<string> {
    const { host, port, username, password, tls } = this.config.redis;
    const where = `${host}:${port}`;
    const ours = LOOPBACK.has(host) && !username && !password && !tls;
    if (!ours) return where;
    // A directory of its own for each port: two servers on the same files would ruin them.
    const dataDir = resolve('.data', `redis-${port}`);
    const note = `its data is in ${dataDir}`;
    this.redis = await adoptRedisServer(port, dataDir);
    if (this.redis) {
      this.keepRedisUp(this.redis, port, dataDir);
      return `${where}, left by an earlier start; ${note}`;
    }
    if (await isListening(host, port)) return where;
    await this.startRedis(port, dataDir);
    return `${where}, started here; ${note}`;
  }

  private async startRedis(port: number, dataDir: string): Promise<void> {
    const log = (line: string): void => {
      this.print('redis', line);
    };
    const { signal } = this.stopped;
    this.redis = await startRedisServer({ port, dataDir, log, signal });
    this.keepRedisUp(this.redis, port, dataDir);
  }

  /** Starts a Redis again on the same data whenever it ends of itself, until that succeeds. */
  private keepRedisUp(redis: RedisServer, port: number, dataDir: string): void {
    void redis.exited.then((how) => this.restartRedis(`Redis ended (${how})`, port, dataDir));
  }

  private async restartRedis(why: string, port: number, dataDir: string): Promise<void> {
    if (this.stopping) return;
    this.print('launcher', `${why}; it is started again.`);
    await delay(RESTART_AFTER_MS);
    if (this.stopped.signal.aborted) return;
    this.restarting = this.startRedis(port, dataDir);
    await this.restarting.catch((error: unknown) =>
      this.restartRedis(error instanceof Error ? error.message : String(error), port, dataDir),
    );
  }

  private async provideV1(): Promise<Record<string, string>> {
    if (!this.config.v1Unconfigured) return {};
    const token = randomUUID();
    this.simulator = await startV1Simulator({ token });
    return { V1_URL: this.simulator.url, V1_TOKEN: token };
  }

  private async startChild(entry: Mode, env: Record<string, string>): Promise<string> {
    const child = this.spawn(entry, env);
    const url = await child.ready();
    if (url === null) throw this.stopping ? new StoppedError() : new StartFailedError(entry);
    this.keepUp(entry, env, child);
    return url;
  }

  private spawn(entry: Mode, env: Record<string, string>): Child {
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
  private keepUp(entry: Mode, env: Record<string, string>, child: Child): void {
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
