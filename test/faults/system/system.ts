import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { eventually } from '../../support/eventually.js';
import { freePort } from '../../support/free-port.js';
import { FaultClient } from './client.js';
import { type Entry, FaultProcess, type Preload } from './processes.js';
import { FaultProxy } from './proxy.js';
import { FaultRedis } from './redis.js';
import { FaultV1, type FaultV1Options, V1_TOKEN } from './v1.js';

/** The build under test, unless a round names another: that of the checkout. */
const DIST = process.env.FAULTS_DIST ?? join(import.meta.dirname, '..', '..', '..', 'dist');

/** Long enough for a machine that is busy, short enough that a death is noticed soon. */
const LEASE_MS = 1_500;
/** For rounds in which no run may be lost: no worker is ever late for these. */
export const LONG_LEASES = { LEASE_MS: '10000' };

export interface SystemOptions {
  /** The folder of the build under test. */
  readonly dist?: string | undefined;
  readonly gateways?: number;
  readonly workers?: number;
  readonly env?: Record<string, string>;
  readonly workerEnv?: Record<string, string>;
  /** Whether every process reaches Redis through {@link FaultSystem.proxy} only. */
  readonly proxied?: boolean;
  readonly v1?: FaultV1Options;
  /** Whether workers reach V1 through {@link FaultSystem.v1Door} only. */
  readonly v1Proxied?: boolean;
  readonly gatewayPreload?: Preload;
  /** Of the first worker. */
  readonly workerPreload?: Preload;
}

/** How many tasks are in which status, as Redis has it. */
export interface Counts {
  readonly pending: number;
  readonly running: number;
  readonly completed: number;
  readonly failed: number;
  readonly cancelled: number;
}

/** A whole system of real processes on a Redis and a V1 of its own, and its client. */
export class FaultSystem {
  readonly gateways: FaultProcess[] = [];
  readonly workers: FaultProcess[] = [];
  readonly client = new FaultClient(() => this.gatewayUrls);
  private readonly gatewayUrls: string[] = [];
  private readonly prefix = `{fault-${randomUUID()}}`;
  private readonly everyone: FaultProcess[] = [];

  private constructor(
    readonly options: SystemOptions,
    readonly redis: FaultRedis,
    readonly proxy: FaultProxy,
    readonly v1: FaultV1,
    readonly v1Door: FaultProxy,
  ) {}

  static async open(options: SystemOptions = {}): Promise<FaultSystem> {
    const redis = await FaultRedis.open();
    const proxy = new FaultProxy(redis.port);
    await proxy.open();
    const v1 = await FaultV1.open(options.v1);
    const v1Door = new FaultProxy(v1.port);
    await v1Door.open();
    const system = new FaultSystem(options, redis, proxy, v1, v1Door);
    try {
      await system.startAll();
    } catch (error) {
      await system.close();
      throw error;
    }
    return system;
  }

  private async startAll(): Promise<void> {
    const { gateways = 1, workers = 2, gatewayPreload, workerPreload } = this.options;
    for (let i = 0; i < gateways; i++) {
      this.gatewayUrls.push(`http://127.0.0.1:${await freePort()}`);
    }
    await Promise.all([
      ...this.gatewayUrls.map((_, i) => this.startGateway(i, i === 0 ? gatewayPreload : undefined)),
      ...Array.from({ length: workers }, (_, i) =>
        this.startWorker(i, i === 0 ? workerPreload : undefined),
      ),
    ]);
  }

  /** Whether it runs another build than that of the checkout. */
  get isMutant(): boolean {
    return this.options.dist !== undefined;
  }

  get gateway(): FaultProcess {
    return theFirst(this.gateways);
  }

  get worker(): FaultProcess {
    return theFirst(this.workers);
  }

  /** Starts a gateway in a place, on the port of that place. */
  async startGateway(place = 0, preload?: Preload): Promise<FaultProcess> {
    const port = new URL(this.gatewayUrls[place] ?? '').port;
    return (this.gateways[place] = await this.start('gateway', { GATEWAY_PORT: port }, preload));
  }

  async startWorker(
    place = 0,
    preload?: Preload,
    more: Record<string, string> = {},
  ): Promise<FaultProcess> {
    const env = { ...this.options.workerEnv, ...more };
    return (this.workers[place] = await this.start('worker', env, preload));
  }

  private start(
    entry: Entry,
    more: Record<string, string>,
    preload?: Preload,
  ): Promise<FaultProcess> {
    const { dist = DIST, env } = this.options;
    const all = { ...this.env, ...env, ...more };
    const started = new FaultProcess(dist, entry, all, preload);
    this.everyone.push(started);
    return started.ready();
  }

  private get env(): Record<string, string> {
    const redisPort = this.options.proxied ? this.proxy.port : this.redis.port;
    const v1Port = this.options.v1Proxied ? this.v1Door.port : this.v1.port;
    return {
      REDIS_URL: `redis://127.0.0.1:${redisPort}`,
      KEY_PREFIX: this.prefix,
      WORKER_PORT: '0',
      V1_URL: `http://127.0.0.1:${v1Port}`,
      V1_TOKEN,
      V1_MAX_CONCURRENT: '70',
      WORKER_CONCURRENCY: '60',
      LEASE_MS: String(LEASE_MS),
      RECONCILE_INTERVAL_MS: '200',
      RETRY_BACKOFF_MS: '100',
      RETRY_BACKOFF_MAX_MS: '500',
      LOG_LEVEL: 'fatal',
      LOG_FORMAT: 'json',
    };
  }

  /** The name of a key in Redis. */
  readonly key = (name: string): string => `${this.prefix}:${name}`;

  readonly counts = async (): Promise<Counts> => {
    const of = (status: string) => this.redis.admin.zcard(this.key(`tasks:${status}`));
    const [pending, running, completed, failed, cancelled] = await Promise.all(
      ['pending', 'running', 'completed', 'failed', 'cancelled'].map(of),
    );
    return {
      pending: pending ?? 0,
      running: running ?? 0,
      completed: completed ?? 0,
      failed: failed ?? 0,
      cancelled: cancelled ?? 0,
    };
  };

  /** Ids of the tasks in a status. */
  readonly idsOf = (status: keyof Counts): Promise<string[]> =>
    this.redis.admin.zrange(this.key(`tasks:${status}`), '0', '-1');

  /** Ids of the tasks that a worker runs, as Redis has it. */
  async runsOf(workerId: string): Promise<string[]> {
    const ids = await this.idsOf('running');
    const holders = await Promise.all(
      ids.map((id) => this.redis.admin.hget(this.key(`task:${id}`), 'worker')),
    );
    return ids.filter((_, i) => holders[i] === workerId);
  }

  /** What a worker calls itself: host, process, a few letters. */
  async idOf(worker: FaultProcess): Promise<string> {
    return eventually(`a report of worker ${worker.pid}`, async () => {
      const ids = await this.redis.admin.zrange(this.key('workers'), '0', '-1');
      return ids.find((id) => id.includes(`.${worker.pid}.`));
    });
  }

  /** Lets the time until deliveries that are owed are looked after be over. */
  async hastenOwed(): Promise<void> {
    const owed = this.key('owed');
    const ids = await this.redis.admin.zrange(owed, '0', '-1');
    if (ids.length > 0) await this.redis.admin.zadd(owed, 'XX', ...ids.flatMap((id) => ['1', id]));
  }

  /** What is to be told of processes that ended though nobody wanted that. */
  get obituaries(): string[] {
    return this.everyone.flatMap((each) => each.obituary ?? []);
  }

  async close(): Promise<void> {
    await this.client.close();
    for (const each of this.everyone) if (each.running) each.kill('SIGKILL');
    await Promise.all(this.everyone.map((each) => each.exit()));
    await Promise.all([this.proxy.shut(), this.v1Door.shut()]);
    await this.v1.stop();
    await this.redis.close();
  }
}

function theFirst(processes: FaultProcess[]): FaultProcess {
  const [first] = processes;
  if (!first) throw new Error('There is none of this kind');
  return first;
}
