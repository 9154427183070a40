import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startV1Simulator, type V1Simulator } from '../src/launcher/simulator/v1.simulator.js';
import { eventually } from './support/eventually.js';
import { request, run } from './support/fake-v1.js';
import { RunningProcess } from './support/processes.js';
import { closeSocketClients, socketClientFor } from './support/socket-client.js';

const PAIR = join(import.meta.dirname, '..', 'dist', 'pair.js');
const TOKEN = 'token-of-openclaw';
const FILE = join('.data', 'v1-device.json');

let dir: string;
let v1: V1Simulator;
let running: RunningProcess[] = [];
closeSocketClients();

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'openclaw-test-pair-'));
  v1 = await startV1Simulator({ token: TOKEN, pairing: true });
});
afterEach(async () => {
  for (const each of running) if (each.running) each.kill('SIGKILL');
  await Promise.all(running.map((each) => each.exit()));
  // Whatever happened, nobody saw the token or the key.
  const secrets = [TOKEN, ...(await secretsOfFile())];
  for (const each of running)
    for (const secret of secrets) expect(each.output).not.toContain(secret);
  running = [];
  await v1.close();
  await rm(dir, { recursive: true, force: true });
});

/** The key in one line, as it stands in the file, and the token that was issued. */
async function secretsOfFile(): Promise<string[]> {
  const text = await readFile(join(dir, FILE), 'utf8').catch(() => '');
  return [
    ...(/BEGIN PRIVATE KEY-----\\n([^\\]+)/.exec(text)?.slice(1) ?? []),
    ...(/"value": "([^"]+)"/.exec(text)?.slice(1) ?? []),
  ];
}

function start(args: string[] = [], env: Record<string, string> = {}): RunningProcess {
  const child = spawn(process.execPath, [PAIR, ...args], {
    cwd: dir,
    env: { PATH: process.env.PATH, V1_URL: v1.url, V1_TOKEN: TOKEN, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const started = new RunningProcess(child);
  running.push(started);
  return started;
}

async function ended(command: RunningProcess) {
  if (command.running) {
    await once(command.child, 'close', { signal: AbortSignal.timeout(20_000) });
  }
  return { code: await command.exit(), output: command.output };
}
const pair = (args?: string[], env?: Record<string, string>) => ended(start(args, env));

const requested = () => eventually('its request', () => v1.pairingRequests[0]);

/** Pairs, with somebody who approves it. */
async function pairApproved() {
  const command = start();
  v1.approve((await requested()).requestId);
  return ended(command);
}

const modeOf = async (path: string) => ((await stat(join(dir, path))).mode & 0o777).toString(8);

describe('npm run pair', () => {
  it('makes a key, tells how to approve it, waits for that, and says what it may do', async () => {
    const command = start();
    const { requestId, deviceId, scopes } = await requested();
    await command.printed(`\n  openclaw devices approve ${requestId}\n`);
    expect(scopes).toEqual(['operator.read', 'operator.write']);
    v1.approve(requestId);
    const { code, output } = await ended(command);
    expect(output).toMatch(/Paired\.\n.*operator\.read, operator\.write/);
    expect(output).toContain(deviceId);
    expect(output).toContain(FILE);
    expect(code).toBe(0);
    expect([await modeOf(FILE), await modeOf('.data')]).toEqual(['600', '700']);
    expect(await readdir(join(dir, '.data'))).toEqual(['v1-device.json']);
  });

  it('says that it is paired already, and changes nothing then', async () => {
    await pairApproved();
    const before = await stat(join(dir, FILE));
    const { code, output } = await pair([], { V1_PROTOCOL: 'ws' });
    expect(output).toContain('Paired already');
    expect(code).toBe(0);
    const { ino, mtimeMs } = await stat(join(dir, FILE));
    expect({ ino, mtimeMs }).toEqual({ ino: before.ino, mtimeMs: before.mtimeMs });
    expect(v1.pairingRequests).toEqual([]);
  });

  it('lets a worker run and probe', async () => {
    const client = socketClientFor(v1.url, {
      V1_TOKEN: TOKEN,
      V1_DEVICE_FILE: join(dir, FILE),
    });
    expect(await client.probe()).toMatchObject({ state: 'misconfigured' });
    await pairApproved();
    await eventually('V1', async () => (await client.probe()).state === 'up');
    const messages = [{ role: 'user' as const, content: '[say paired]' }];
    expect(await run(client, request({ messages }))).toMatchObject({ text: 'paired', error: null });
  });

  it('goes on with the same key where it was stopped', async () => {
    await pair(['--wait', '0']);
    const { deviceId } = await requested();
    const { output } = await pairApproved();
    expect(output).toContain(deviceId);
    expect(v1.pairingRequests).toEqual([]);
  });

  it('keeps the key where V1_DEVICE_FILE says', async () => {
    await pair(['--wait', '0'], { V1_DEVICE_FILE: 'keys/mine.json' });
    expect(await readdir(dir)).toEqual(['keys']);
    expect(await modeOf('keys/mine.json')).toBe('600');
  });

  it('ends with 130 on Ctrl-C, and says that it is not paired', async () => {
    const command = start();
    await command.printed('Ctrl-C');
    command.kill('SIGINT');
    const { code, output } = await ended(command);
    expect(output).toContain('Stopped before this machine was paired');
    expect(code).toBe(130);
  });
});

describe('what is in the way of pairing', () => {
  /** What is told in the end; the exit code is 1. */
  const failing = async (env: Record<string, string> = {}, args: string[] = []) => {
    const { code, output } = await pair(args, env);
    expect({ code, output }).toMatchObject({ code: 1 });
    return output;
  };

  it('nobody approves it', async () => {
    expect(await failing({}, ['--wait', '1'])).toContain('Nobody approved it within 1 s');
  });

  it('a wrong token', async () => {
    const output = await failing({ V1_TOKEN: 'wrong-wrong' });
    expect(output).toContain('Set V1_TOKEN to the token of the OpenClaw gateway');
    expect(output).not.toContain('wrong-wrong');
    expect(v1.pairingRequests).toEqual([]);
  });

  it('an OpenClaw that is not there', async () => {
    await v1.close();
    expect(await failing()).toMatch(/Nothing listens at ws:.*ECONNREFUSED[^]*gateway status/);
  });

  it.each([
    ['http', 'ssh -N -L'],
    ['ws', 'SSH tunnel'],
  ])('no encryption on the way, with V1_PROTOCOL=%s', async (protocol, way) => {
    const output = await failing({ V1_URL: 'http://192.0.2.7:18789', V1_PROTOCOL: protocol });
    expect(output).toContain('wss://');
    expect(output).toContain(way);
    expect(await readdir(dir)).toEqual([]);
  });

  it('no OpenClaw that it is told of', async () => {
    expect(await failing({ V1_URL: '', V1_TOKEN: '' })).toContain('Which OpenClaw?');
  });

  it('a damaged key, which it leaves as it is', async () => {
    await pair(['--wait', '0']);
    await writeFile(join(dir, FILE), 'damaged');
    expect(await failing()).toMatch(/is damaged.*npm run pair/);
    expect(await readFile(join(dir, FILE), 'utf8')).toBe('damaged');
  });

  it('a key that others can read', async () => {
    await pair(['--wait', '0']);
    await chmod(join(dir, FILE), 0o644);
    expect(await failing()).toContain(`chmod 600`);
  });
});

describe('the command line of npm run pair', () => {
  it('tells what it can be told', async () => {
    const { code, output } = await pair(['--help']);
    expect(output).toContain('--wait');
    expect(code).toBe(0);
  });

  it('refuses what it does not know, a token above all, and does not repeat it', async () => {
    expect(await pair(['--token', TOKEN])).toMatchObject({ code: 2 });
  });
});
