import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';

const BINARIES = ['redis-server', 'valkey-server'];
const READY_DEADLINE_MS = 10_000;
const POLL_MS = 20;
const KEPT_OUTPUT_CHARACTERS = 1_000;
const INSTALL_DEADLINE_MS = 300_000;

/** There is no Redis on this machine and none can be installed. */
export class NoRedisError extends Error {
  readonly code = 'no_redis';

  constructor() {
    super(
      [
        'There is no Redis. One of these helps:',
        '  1. install one:        apt-get install redis-server   (or: brew install redis)',
        '  2. run one in Docker:  docker run -d -p 6379:6379 redis redis-server --appendonly yes',
        '  3. use one elsewhere:  set REDIS_URL in .env',
      ].join('\n'),
    );
    this.name = 'NoRedisError';
  }
}

export interface RedisServerOptions {
  readonly port: number;
  /** Where the data is kept; made if it is not there. */
  readonly dataDir: string;
  /** Told what is going on, a line at a time. */
  readonly log: (line: string) => void;
}

/** A Redis server of our own. */
export interface RedisServer {
  readonly pid: number;
  /** Resolves with the exit code, or the signal, once the process is gone. */
  readonly exited: Promise<number | string>;
  /** Writes all to disk and ends it. */
  stop(): Promise<void>;
}

/**
 * Takes over the Redis that an earlier start left running on this data: its launcher was killed.
 * @returns null where there is none
 */
export async function adoptRedisServer(port: number, dataDir: string): Promise<RedisServer | null> {
  const redis = new Redis({ host: '127.0.0.1', port, lazyConnect: true, retryStrategy: null });
  redis.on('error', () => undefined);
  // Not our child: that it ends shows by the end of this connection.
  const exited = new Promise<string>((resolve) => {
    redis.once('end', () => {
      resolve('gone');
    });
  });
  try {
    await redis.connect();
    const [, dir] = await redis.config('GET', 'dir');
    const pid = Number(/^process_id:(\d+)/m.exec(await redis.info('server'))?.[1]);
    if (dir !== dataDir) throw new Error('It is another one.');
    const stop = async (): Promise<void> => {
      process.kill(pid, 'SIGTERM');
      while (isAlive(pid)) await delay(POLL_MS);
    };
    return { pid, exited, stop };
  } catch {
    redis.disconnect();
    return null;
  }
}

/**
 * Starts a Redis on loopback that keeps what it accepts: append-only file, flushed to disk before a
 * write is answered, nothing evicted. Installs one where that can be done (as root, with apt-get).
 * @throws NoRedisError where there is none; Error if it does not come up
 */
export async function startRedisServer(options: RedisServerOptions): Promise<RedisServer> {
  const binary = findBinary() ?? installBinary(options.log);
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const args = {
    port: String(options.port),
    bind: '127.0.0.1',
    dir: options.dataDir,
    appendonly: 'yes',
    appendfsync: 'always',
    'maxmemory-policy': 'noeviction',
    save: '',
    daemonize: 'no',
  };
  const child = spawn(
    binary,
    Object.entries(args).flatMap(([name, value]) => [`--${name}`, value]),
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: Ctrl-C must not end it before those who still write to it.
      detached: true,
    },
  );
  const exited = once(child, 'exit').then(
    ([code, signal]: (number | string | null)[]) => code ?? signal ?? 'unknown',
  );
  const lastLines = rememberLastLines(child);
  await untilReady(child, options.port, lastLines);
  return {
    pid: child.pid ?? 0,
    exited,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

function findBinary(): string | undefined {
  return BINARIES.find((name) => spawnSync(name, ['--version']).status === 0);
}

function installBinary(log: (line: string) => void): string {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || spawnSync('apt-get', ['--version']).status !== 0) throw new NoRedisError();
  log('There is no Redis on this machine: installing redis-server with apt-get …');
  const run = (...args: string[]): void => {
    const { status } = spawnSync('apt-get', args, {
      stdio: 'ignore',
      timeout: INSTALL_DEADLINE_MS,
      // In runlevel 1 Debian's package does not start a Redis of the system's.
      env: {
        PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
        DEBIAN_FRONTEND: 'noninteractive',
        RUNLEVEL: '1',
      },
    });
    if (status !== 0) throw new NoRedisError();
  };
  run('update');
  run('install', '--yes', '--no-install-recommends', 'redis-server');
  const binary = findBinary();
  if (!binary) throw new NoRedisError();
  log('redis-server is installed.');
  return binary;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Keeps the last lines a process prints, for the case that it fails. */
function rememberLastLines(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text = (text + chunk).slice(-KEPT_OUTPUT_CHARACTERS);
    });
  }
  return () => text.trim();
}

/** Waits until the server answers and has loaded its data. */
async function untilReady(
  child: ChildProcess,
  port: number,
  lastLines: () => string,
): Promise<void> {
  const probe = new Redis({ host: '127.0.0.1', port, retryStrategy: () => 50, lazyConnect: true });
  probe.on('error', () => undefined);
  const deadline = AbortSignal.timeout(READY_DEADLINE_MS);
  try {
    await Promise.race([
      probe.connect().catch(() => once(probe, 'ready', { signal: deadline })),
      once(deadline, 'abort').then(() => {
        throw new Error(`Redis did not come up on port ${port} in ${READY_DEADLINE_MS} ms.`);
      }),
      once(child, 'exit').then(() => {
        throw new Error(`Redis ended at once. It said:\n${lastLines()}`);
      }),
    ]);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    probe.disconnect();
  }
}
