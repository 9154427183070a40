import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { startV1Simulator, type V1Simulator } from '../src/launcher/simulator/v1.simulator.js';
import { eventually } from './support/eventually.js';
import { freePort } from './support/free-port.js';
import { Processes } from './support/processes.js';
import { configOf, removeKeys, testEnv } from './support/test-redis.js';

const SCRIPT = join(import.meta.dirname, '..', 'scripts', 'verify.mjs');
const SECRET = '0123456789abcdef';
const CHECKS = [
  'the gateway answers',
  'submit returns at once',
  'long tasks do not slow it',
  'a task runs to completed',
  'the answer of V1 is the result',
  'a pending task can be cancelled',
  'a running task can be cancelled',
  'a failed task can be retried',
  'nothing is left behind',
];
/** How fast we are is for `npm run verify` to judge; a test runs beside others. */
const QUICK = ['--deadline', '8000', '--max-latency', '5000'];

const processes = new Processes();
let v1: V1Simulator;
let envs: Record<string, string>[];
/** A system that asks for a key and has a worker. */
let whole: string;
/** One that has neither. */
let idle: string;

beforeAll(async () => {
  v1 = await startV1Simulator({ token: 'secret-token' });
  const own = testEnv({ V1_URL: v1.url, V1_TOKEN: 'secret-token', API_KEYS: `me:${SECRET}` });
  const other = testEnv();
  envs = [own, other];
  const started = await Promise.all([
    processes.start('gateway', own),
    processes.start('gateway', other),
    processes.start('worker', own),
  ]);
  [whole = '', idle = ''] = started.map(({ url }) => url);
});

afterAll(async () => {
  await processes.killAll();
  await v1.close();
  await Promise.all(envs.map((env) => removeKeys(configOf(env))));
});

function start(args: string[], key = '') {
  const env = { PATH: process.env.PATH, OPENCLAW_KEY: key };
  const child = execFile(process.execPath, [SCRIPT, ...args], { env, timeout: 25_000 });
  const run = { child, stdout: '', stderr: '', code: null as number | null };
  child.stdout?.on('data', (text: string) => (run.stdout += text));
  child.stderr?.on('data', (text: string) => (run.stderr += text));
  const ended = once(child, 'close').then(([code]) => Object.assign(run, { code: code as number }));
  return { run, ended };
}

const verify = (args: string[], key?: string) => start(args, key).ended;

async function tasksAt(url: string): Promise<unknown[]> {
  const headers = { authorization: `Bearer ${SECRET}` };
  const { data } = (await (await fetch(`${url}/tasks`, { headers })).json()) as { data: unknown[] };
  return data;
}

describe('verify', () => {
  it('finds that a whole system does all of it, and leaves nothing behind', async () => {
    const { code, stdout, stderr } = await verify([whole, ...QUICK], SECRET);
    expect({ code, stderr, stdout }).toMatchObject({ code: 0, stderr: '' });
    const verdicts = stdout.split('\n').filter((line) => /^ {2}[✓✗] /.test(line));
    expect(verdicts.map((line) => CHECKS.find((name) => line.includes(`✓ ${name} `)))).toEqual(
      CHECKS,
    );
    expect(stdout).toMatch(/workers alive: 1, V1 up, SIMULATED/);
    expect(stdout).toMatch(/8 of 20 long tasks running: p50 .* p99 .*without: p50 .* p99 /);
    expect(stdout).not.toContain('\x1b');
    expect(await tasksAt(whole)).toEqual([]);
  });

  it('takes the key as an argument, and says that one is wanted', async () => {
    const keyless = await verify([whole, ...QUICK]);
    expect(keyless).toMatchObject({ code: 2, stderr: expect.stringMatching(/^.*--key.*\n$/) });
    expect(await verify([whole, '--key', SECRET, ...QUICK])).toMatchObject({ code: 0 });
  });

  it('says that no worker is alive, soon, and what holds without one', async () => {
    const { code, stdout } = await verify([idle, ...QUICK, '--deadline', '1000']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ the gateway answers .*no worker is alive/);
    expect(stdout).toMatch(/✓ submit returns at once/);
    expect(stdout).toMatch(/✓ a pending task can be cancelled/);
    expect(stdout).toMatch(/✗ a task runs to completed .*no worker is alive/);
    expect(await tasksAt(idle)).toEqual([]);
  });

  it('fails where a submit takes too long', async () => {
    const { code, stdout } = await verify([idle, '--deadline', '1000', '--max-latency', '1']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ submit returns at once .*has to be below 1 ms/);
  });

  it('removes what it made when it is interrupted', async () => {
    const { run, ended } = start([whole, ...QUICK], SECRET);
    await eventually('some tasks', () => run.stdout.includes('✓ submit returns at once'));
    run.child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 130, stderr: '' });
    expect(run.stdout).toContain('✓ nothing is left behind');
    expect(await tasksAt(whole)).toEqual([]);
  });

  it('ends with 2 and one line where nobody listens', async () => {
    const { code, stderr } = await verify([`http://127.0.0.1:${await freePort()}`, ...QUICK]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/^OpenClaw V2 cannot be reached at .*ECONNREFUSED.*\n$/),
    });
  });

  it('ends with 2 where somebody listens and never answers', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { code, stderr } = await verify([`http://127.0.0.1:${port}`, '--deadline', '300']);
    server.close();
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/^.*no answer within 0\.3 s\n$/),
    });
  });

  it.each([
    ['an option that there is not', ['--fast'], '--fast'],
    ['a time that is none', ['--deadline', 'soon'], '--deadline'],
    ['an address that is none', ['localhost:8000'], 'no URL'],
    ['two addresses', ['http://a', 'http://b'], 'One URL'],
    ['something else than OpenClaw V2', [], 'is not OpenClaw V2'],
  ])('ends with 2 and one line for %s', async (_, args, line) => {
    const { code, stderr } = await verify(args.length > 0 ? args : [v1.url]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/^.+\n$/) });
    expect(stderr).toContain(line);
  });

  it('tells how it is used and what it costs', async () => {
    const { code, stdout } = await verify(['--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/real OpenClaw five of them reach a model/);
  });
});
