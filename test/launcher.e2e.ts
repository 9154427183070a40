import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { Redis } from 'ioredis';
import { join } from 'node:path';
import { once } from 'node:events';
import { eventually } from './support/eventually.js';
import { followStream, textOf } from './support/follow.js';
import { freePort } from './support/free-port.js';
import { Processes, type RunningProcess } from './support/processes.js';

let processes: Processes;
let dir: string;
let env: Record<string, string>;

beforeEach(async () => {
  processes = new Processes();
  dir = await mkdtemp(join(tmpdir(), 'openclaw-test-launcher-'));
  env = {
    CWD: dir,
    REDIS_URL: `redis://127.0.0.1:${await freePort()}`,
    GATEWAY_PORT: String(await freePort()),
    WORKER_PORT: '0',
  };
});
afterEach(async () => {
  await processes.killAll();
  await rm(dir, { recursive: true, force: true });
});

/** Ids of all processes whose parent is that one, or whose working directory is the test's. */
async function leftBehind(): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    ids.map(async (id) => {
      const environment = await readFile(`/proc/${id}/environ`, 'utf8').catch(() => '');
      const command = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
      const isOurs = environment.includes(dir) || command.includes(dir);
      return isOurs ? [`${id} ${command.replaceAll('\0', ' ')}`] : [];
    }),
  );
  return found.flat();
}

/** Kills a process, should it still be there. */
function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself: its parent is gone.
  }
}

const until = (launcher: RunningProcess, text: string | RegExp) => launcher.printed(text);

describe('npm start', () => {
  it('brings up the whole system, which runs a task, and takes it down again', async () => {
    const launcher = processes.spawn('launcher', env);
    await until(launcher, 'OpenClaw V2 is up.');
    expect(launcher.output).toContain('✅ Redis连接成功');
    expect(launcher.output).toContain('SIMULATED');
    expect(launcher.output).toMatch(/^gateway {2}\| /m);
    await until(launcher, /^worker {3}\| /m);

    const url = `http://127.0.0.1:${env.GATEWAY_PORT}`;
    const submitted = await fetch(`${url}/tasks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"content":"Hello"}',
    });
    const { task_id: id } = (await submitted.json()) as { task_id: string };
    const result = await eventually('the result', async () => {
      const task = await (await fetch(`${url}/tasks/${id}`)).json();
      return (task as { status: string }).status === 'completed' && task;
    });
    expect(result).toMatchObject({ simulated: true, result: expect.stringContaining('Hello') });

    expect(await leftBehind()).not.toEqual([]);
    launcher.kill('SIGINT');
    expect(await launcher.exit()).toBe(0);
    expect(await leftBehind()).toEqual([]);
  });

  it('says which port is taken, and leaves nothing running', async () => {
    const server = createServer().listen(Number(env.GATEWAY_PORT), '127.0.0.1');
    await once(server, 'listening');
    try {
      const launcher = processes.spawn('launcher', env);
      expect(await launcher.exit()).toBe(1);
      expect(launcher.output).toContain(`Port ${env.GATEWAY_PORT} on 127.0.0.1 is taken`);
      expect(launcher.output).toContain('GATEWAY_PORT');
      expect(await leftBehind()).toEqual([]);
    } finally {
      server.close();
    }
  });

  it('keeps its processes up', async () => {
    const launcher = processes.spawn('launcher', env);
    await until(launcher, 'OpenClaw V2 is up.');
    const { workers } = await statusOf();
    process.kill(Number(workers[0]?.id.split('.').at(-2)), 'SIGKILL');
    await until(launcher, 'The worker ended');
    await eventually('another worker', async () =>
      (await statusOf()).workers.some(({ id }) => id !== workers[0]?.id),
    );
    launcher.kill('SIGTERM');
    expect(await launcher.exit()).toBe(0);
  });

  async function redisPid(): Promise<number> {
    const redis = new Redis(env.REDIS_URL ?? '', { retryStrategy: null, lazyConnect: true });
    redis.on('error', () => undefined);
    try {
      await redis.connect();
      return Number(/^process_id:(\d+)/m.exec(await redis.info('server'))?.[1]);
    } finally {
      redis.disconnect();
    }
  }

  async function statusOf(): Promise<{ workers: { id: string }[] }> {
    const status = await fetch(`http://127.0.0.1:${env.GATEWAY_PORT}/`);
    return (await status.json()) as { workers: { id: string }[] };
  }

  it('brings back a Redis that ended, with its tasks', async () => {
    const launcher = processes.spawn('launcher', env);
    await until(launcher, 'OpenClaw V2 is up.');
    const pid = await redisPid();
    process.kill(pid, 'SIGKILL');
    await until(launcher, 'Redis ended');
    await eventually('Redis', async () => (await redisPid()) !== pid);
    launcher.kill('SIGTERM');
    expect(await launcher.exit()).toBe(0);
    expect(await leftBehind()).toEqual([]);
  });

  it('takes over the Redis of a launcher that was killed, and ends it', async () => {
    // What does not close by itself, ends 15 s after its drain.
    const hurried = { ...env, DRAIN_TIMEOUT_MS: '5000' };
    const first = processes.spawn('launcher', hurried);
    await until(first, 'OpenClaw V2 is up.');
    first.kill('SIGKILL');
    await first.exit();
    const second = await eventually('the port to be free', async () => {
      const launcher = processes.spawn('launcher', hurried);
      await eventually('a verdict', () => !launcher.running || launcher.output.includes('is up.'));
      return launcher.running ? launcher : null;
    });
    expect(second.output).toContain('left by an earlier start');
    second.kill('SIGHUP');
    expect(await second.exit()).toBe(0);
    // The processes of the first may still be closing: they noticed its death by themselves, and that
    // Redis is gone holds them up.
    await eventually('nothing left', async () => (await leftBehind()).length === 0, 40_000);
  }, 90_000);

  it('killed with all its processes keeps what was said, to the byte', async () => {
    const url = `http://127.0.0.1:${env.GATEWAY_PORT}`;
    const first = processes.spawn('launcher', env);
    await until(first, 'OpenClaw V2 is up.');
    const submitted = await fetch(`${url}/tasks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"content":"[tokens 12] [every 60ms] [emoji]"}',
    });
    const { task_id: id } = (await submitted.json()) as { task_id: string };
    const before = await followStream(`${url}/tasks/${id}/events`);
    expect(before.at(-1)?.event).toBe('done');

    first.kill('SIGKILL');
    for (const left of await leftBehind()) killNow(parseInt(left));
    await eventually('nothing left', async () => (await leftBehind()).length === 0);
    const second = processes.spawn('launcher', env);
    await until(second, 'OpenClaw V2 is up.');
    for (const [i, { id: after, event }] of before.entries()) {
      if (event === 'done') continue;
      const rest = await followStream(`${url}/tasks/${id}/events`, { after });
      expect(textOf(before.slice(0, i + 1)) + textOf(rest)).toBe(textOf(before));
    }
    second.kill('SIGTERM');
    expect(await second.exit()).toBe(0);
  });

  it.each([50, 200, 400, 700, 1_000])(
    'told to stop %d ms after it began leaves nothing running',
    async (ms) => {
      const launcher = processes.spawn('launcher', env);
      await Promise.race([launcher.exit(ms).catch(() => undefined)]);
      launcher.kill('SIGINT');
      await launcher.exit();
      expect(await leftBehind()).toEqual([]);
    },
  );

  it('knows its modes', async () => {
    const launcher = processes.spawn('launcher', env, ['gatway']);
    expect(await launcher.exit()).toBe(1);
    expect(launcher.output).toContain('There is no mode "gatway"');
  });
});

describe.each(['gateway', 'worker'] as const)('the %s', (entry) => {
  it('without Redis says so in a line and ends with 1', async () => {
    const started = processes.spawn(entry, env);
    expect(await started.exit()).toBe(1);
    expect(started.output).toMatch(/Redis at 127\.0\.0\.1:\d+\/0 does not answer .*REDIS_URL/);
    expect(started.output).not.toMatch(/^\s+at /m);
  });

  it('names every variable that is wrong and ends with 1', async () => {
    const started = processes.spawn(entry, { ...env, LEASE_MS: 'soon', GATEWAY_HOST: '0.0.0.0' });
    expect(await started.exit()).toBe(1);
    expect(started.output).toContain('LEASE_MS: found "soon", expected a whole number');
    expect(started.output).toContain('API_KEYS: found nothing, expected keys');
    expect(started.output).not.toMatch(/^\s+at /m);
  });
});
