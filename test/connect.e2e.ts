import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startV1Simulator, type V1Simulator } from '../src/launcher/simulator/v1.simulator.js';
import { freePort } from './support/free-port.js';
import { RunningProcess } from './support/processes.js';

const DIST = join(import.meta.dirname, '..', 'dist');
/** One that .env can hold in quotes only. */
const TOKEN = `to#ken-of-'openclaw'`;

let dir: string;
let home: string;
let v1: V1Simulator;
let servers: Server[] = [];
let running: RunningProcess[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'openclaw-test-connect-'));
  home = join(dir, 'home');
  await mkdir(join(home, '.openclaw'), { recursive: true });
  v1 = await startV1Simulator({ token: TOKEN });
});
afterEach(async () => {
  for (const each of running) if (each.running) each.kill('SIGKILL');
  await Promise.all(running.map((each) => each.exit()));
  // Whatever happened, nobody saw it.
  for (const each of running) expect(each.output).not.toContain(TOKEN);
  running = [];
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
  servers = [];
  await v1.close();
  await rm(dir, { recursive: true, force: true });
});

function node(args: string[], env: Record<string, string> = {}): RunningProcess {
  const child = spawn(process.execPath, args, {
    cwd: dir,
    env: { PATH: process.env.PATH, HOME: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const started = new RunningProcess(child);
  running.push(started);
  return started;
}
const start = (args: string[], env?: Record<string, string>) =>
  node([join(DIST, 'connect.js'), ...args], env);

/** Runs the command to its end, without a terminal. */
async function connect(args: string[], env?: Record<string, string>) {
  const command = start(args, env);
  await once(command.child, 'close', { signal: AbortSignal.timeout(20_000) });
  return { code: await command.exit(), output: command.output };
}

const configure = (gateway: object, rest: object = {}) =>
  writeFile(join(home, '.openclaw', 'openclaw.json'), JSON.stringify({ gateway, ...rest }));
const usual = () => ({ port: v1.port, auth: { mode: 'token', token: TOKEN } });
const envFile = (): Promise<string | null> => readFile(join(dir, '.env'), 'utf8').catch(() => null);

/** What our processes make of the `.env` that was written. */
async function configured(): Promise<unknown> {
  const script = `
    const { readConfig } = await import(process.argv[1]);
    const { v1Url, v1Token, v1AgentId, v1Unconfigured } = await readConfig();
    const token = v1Token === null ? null : Buffer.from(v1Token).toString('base64');
    console.log(JSON.stringify({ v1Url, token, v1AgentId, v1Unconfigured }));`;
  const reader = node(['--input-type=module', '-e', script, join(DIST, 'config/config.module.js')]);
  await once(reader.child, 'close', { signal: AbortSignal.timeout(20_000) });
  return JSON.parse(reader.output);
}

/** A gateway that answers each path as it is told to, and others as OpenClaw does. */
async function serve(answers: Record<string, RequestListener>): Promise<number> {
  const server = createServer((req, res) => {
    const answer = answers[req.url ?? ''];
    if (answer) answer(req, res);
    else res.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not Found');
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
const json =
  (body: object, status = 200): RequestListener =>
  (_req, res) =>
    res
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
      .end(JSON.stringify(body));
const READY = { '/readyz': json({ ready: true }), '/startupz': json({ version: '2026.9.6' }) };
const MODELS = json({
  data: [{ id: 'openclaw' }, { id: 'openclaw/default' }, { id: 'openclaw/main' }],
});
/** Chat completions whose GET is refused, and whose POST is answered as told. */
const chat =
  (post: RequestListener): RequestListener =>
  (req, res) => {
    if (req.method === 'POST') post(req, res);
    else res.writeHead(405, { allow: 'POST' }).end('Method Not Allowed');
  };

describe('npm run connect', () => {
  it('finds, checks, calls and writes what our processes then read', async () => {
    await configure(usual());
    const { code, output } = await connect(['--yes']);
    expect(output).toContain(join(home, '.openclaw', 'openclaw.json'));
    expect(output).toContain(v1.url);
    expect(output).toContain('OpenClaw 2026.9.6');
    expect(output).toContain('chat completions are enabled');
    expect(output).toContain('main, research');
    expect(output).toContain('You said: Answer with the one word: pong');
    expect(code).toBe(0);
    expect(v1.runs).toMatchObject([{ agent: 'main', state: 'completed' }]);
    expect((await stat(join(dir, '.env'))).mode & 0o777).toBe(0o600);
    expect(await configured()).toEqual({
      v1Url: v1.url,
      token: Buffer.from(TOKEN).toString('base64'),
      v1AgentId: 'main',
      v1Unconfigured: false,
    });
  });

  it('keeps what else .env says, tells what changes, and hides the file from others', async () => {
    await configure(usual());
    const before = '# mine\nGATEWAY_PORT=9000\nV1_URL=http://old:1\n#V1_TOKEN=\nLOG_LEVEL=debug\n';
    await writeFile(join(dir, '.env'), before);
    await chmod(join(dir, '.env'), 0o644);
    expect((await connect(['--yes', '--no-call'])).code).toBe(0);
    const lines = (await envFile())?.split('\n') ?? [];
    expect(lines.toSpliced(4, 1)).toEqual([
      '# mine',
      'GATEWAY_PORT=9000',
      `V1_URL=${v1.url}`,
      '#V1_TOKEN=',
      'LOG_LEVEL=debug',
      'V1_AGENT_ID=main',
      '',
    ]);
    expect(lines[4]).toMatch(/^V1_TOKEN=/);
    expect((await stat(join(dir, '.env'))).mode & 0o777).toBe(0o600);
    expect(v1.runs).toEqual([]);
  });

  it('writes nothing where all is so already, and says so', async () => {
    await configure(usual());
    await connect(['--yes', '--no-call']);
    const { ino, mtimeMs } = await stat(join(dir, '.env'));
    const { code, output } = await connect(['--no-call']);
    expect(output).toContain('nothing to write');
    expect(code).toBe(0);
    expect(await stat(join(dir, '.env'))).toMatchObject({ ino, mtimeMs });
  });

  it('shows what it found, and neither calls nor writes, where it can ask nobody', async () => {
    await configure(usual());
    const { code, output } = await connect([]);
    expect(output).toContain(`V1_URL      ${v1.url} (new)`);
    expect(output).toContain('npm run connect -- --yes');
    expect(code).toBe(1);
    expect(await envFile()).toBeNull();
    expect(v1.runs).toEqual([]);
  });

  it('warns of a variable that counts before what it writes', async () => {
    await configure(usual());
    const { output } = await connect(['--yes', '--no-call'], { V1_AGENT_ID: 'research' });
    expect(output).toContain('the environment sets V1_AGENT_ID otherwise');
    expect(output).not.toContain('the environment sets V1_URL');
  });
});

describe('which agent', () => {
  const agentOf = async (args: string[] = []) => {
    const { code, output } = await connect(['--yes', '--no-call', ...args]);
    return code === 0 ? /^V1_AGENT_ID=(.*)$/m.exec((await envFile()) ?? '')?.[1] : output;
  };

  it("takes OpenClaw's default, unless .env or the command line say another", async () => {
    await configure(usual(), {
      agents: { list: [{ id: 'main' }, { id: 'research', default: true }] },
    });
    expect(await agentOf()).toBe('research');
    expect(await agentOf(['--agent', 'main'])).toBe('main');
    expect(await agentOf()).toBe('main');
  });

  it('takes the only one there is', async () => {
    await v1.close();
    v1 = await startV1Simulator({ token: TOKEN, agents: ['solo'] });
    await configure(usual());
    expect(await agentOf()).toBe('solo');
  });

  it('does not guess among several, and knows none that are not there', async () => {
    await v1.close();
    v1 = await startV1Simulator({ token: TOKEN, agents: ['one', 'two'] });
    await configure(usual());
    expect(await agentOf()).toMatch(/Say which agent: --agent <id>.*one, two/);
    expect(await agentOf(['--agent', 'three'])).toContain('no agent three. There is: one, two');
    expect(await envFile()).toBeNull();
  });
});

describe('where the token comes from', () => {
  it("takes it from OpenClaw's own .env, through a variable", async () => {
    await configure({ ...usual(), auth: { token: '${MY_TOKEN}' } });
    await writeFile(join(home, '.openclaw', '.env'), `MY_TOKEN="${TOKEN}"\n`);
    expect((await connect(['--yes', '--no-call'])).code).toBe(0);
    expect(await configured()).toMatchObject({ token: Buffer.from(TOKEN).toString('base64') });
  });

  it('says why it cannot read one that is kept elsewhere, and takes it from V1_TOKEN then', async () => {
    await configure({
      ...usual(),
      auth: { token: { source: 'exec', provider: 'vault', id: 'x' } },
    });
    const { code, output } = await connect(['--yes', '--no-call']);
    expect(output).toContain('exec:vault:x');
    expect(output).toContain('V1_TOKEN');
    expect(code).toBe(1);
    expect((await connect(['--yes', '--no-call'], { V1_TOKEN: TOKEN })).code).toBe(0);
  });

  it('takes that of an OpenClaw that was named from V1_TOKEN, whatever is configured here', async () => {
    await configure({ port: 1, auth: { token: 'another' } });
    const { code } = await connect(['--yes', '--no-call', '--url', v1.url], { V1_TOKEN: TOKEN });
    expect(code).toBe(0);
    expect(await envFile()).toContain(`V1_URL=${v1.url}\n`);
  });

  it('writes none for an OpenClaw that asks for none', async () => {
    const port = await serve({
      ...READY,
      '/v1/models': MODELS,
      '/v1/chat/completions': chat(json({})),
    });
    await configure({ port, auth: { mode: 'none' } });
    expect((await connect(['--yes', '--no-call'])).code).toBe(0);
    expect(await configured()).toMatchObject({ token: null, v1Unconfigured: false });
  });
});

describe('what is in the way', () => {
  /** What is told in the end; the exit code is 1, and nothing is written. */
  const failing = async (args: string[] = ['--yes'], env?: Record<string, string>) => {
    const { code, output } = await connect(args, env);
    expect(await envFile()).toBeNull();
    expect({ code, output }).toMatchObject({ code: 1 });
    return output;
  };

  it('no configuration', async () => {
    // Whether or not some OpenClaw answers on the usual ports of this machine.
    expect(await failing()).toMatch(
      /configuration is not at .*openclaw\.json[^]*--url|asks for a token/,
    );
  });

  it('a configuration that cannot be read', async () => {
    await writeFile(join(home, '.openclaw', 'openclaw.json'), `{ gateway: { auth: "${TOKEN}`);
    expect(await failing()).toContain('cannot be read');
  });

  it('a gateway that does not run', async () => {
    await configure({ ...usual(), port: await freePort() });
    expect(await failing()).toMatch(/ECONNREFUSED[^]*openclaw gateway start/);
  });

  it('a gateway that is not ready', async () => {
    await configure(usual());
    v1.drain(true);
    expect(await failing()).toContain('not ready yet');
  });

  it('something else on that port', async () => {
    await configure({
      ...usual(),
      port: await serve({ '/readyz': (_req, res) => res.end('<html>') }),
    });
    expect(await failing()).toContain('not as an OpenClaw gateway does');
  });

  it('a wrong token', async () => {
    await configure({ ...usual(), auth: { token: 'wrong-wrong' } });
    const output = await failing();
    expect(output).toContain('does not take this token');
    expect(output).not.toContain('wrong-wrong');
  });

  it('no token', async () => {
    await configure({ port: v1.port });
    expect(await failing()).toContain('asks for a token');
  });

  it('an endpoint that is not enabled', async () => {
    await configure({ ...usual(), port: await serve(READY) });
    const output = await failing();
    expect(output).toContain('chat completions are not enabled');
    const line = 'openclaw config set gateway.http.endpoints.chatCompletions.enabled true';
    expect(output.split('\n')).toContain(`  ${line}`);
  });

  it('a call that fails', async () => {
    const failure = json({ error: { message: 'internal error', type: 'api_error' } }, 500);
    const port = await serve({
      ...READY,
      '/v1/models': MODELS,
      '/v1/chat/completions': chat(failure),
    });
    await configure({ ...usual(), port });
    expect(await failing()).toMatch(/The call failed: internal error[^]*--no-call/);
  });

  it('a gateway behind a proxy', async () => {
    await configure({ ...usual(), auth: { mode: 'trusted-proxy' } });
    expect(await failing()).toContain('gateway.auth.password');
  });
});

describe('the command line', () => {
  it('tells what it can be told', async () => {
    const { code, output } = await connect(['--help']);
    expect(output).toMatch(/--yes[^]*--agent[^]*--url/);
    expect(code).toBe(0);
  });

  it('refuses what it does not know, a token above all, and does not repeat it', async () => {
    expect(await connect(['--token', TOKEN])).toMatchObject({ code: 2 });
    expect(await connect(['--url', `http://me:${TOKEN}@host`])).toMatchObject({ code: 2 });
  });

  it('ends with 130 on Ctrl-C, and the call with it', async () => {
    const called = new EventTarget();
    const silent = chat((req) => {
      req.socket.once('close', () => called.dispatchEvent(new Event('gone')));
      called.dispatchEvent(new Event('call'));
    });
    const port = await serve({ ...READY, '/v1/models': MODELS, '/v1/chat/completions': silent });
    await configure({ ...usual(), port });
    const signal = AbortSignal.timeout(20_000);
    const [call, gone] = [once(called, 'call', { signal }), once(called, 'gone', { signal })];
    const command = start(['--yes']);
    await call;
    command.kill('SIGINT');
    expect(await command.exit()).toBe(130);
    await gone;
    expect(await envFile()).toBeNull();
  });
});
