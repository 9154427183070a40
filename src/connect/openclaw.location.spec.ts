import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { locateOpenClaw, withProfile } from './openclaw.location.js';

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'openclaw-test-home-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const create = async (path: string) => {
  await mkdir(dirname(join(home, path)), { recursive: true });
  await writeFile(join(home, path), '{}');
};
const configAt = (env: Record<string, string>) => locateOpenClaw({ HOME: home, ...env }).configPath;

describe('locateOpenClaw', () => {
  it('looks in the home directory, also where nothing is', () => {
    expect(configAt({})).toBe(join(home, '.openclaw/openclaw.json'));
    expect(configAt({ OPENCLAW_HOME: '~/svc' })).toBe(join(home, 'svc/.openclaw/openclaw.json'));
    expect(configAt({ OPENCLAW_HOME: 'undefined' })).toBe(join(home, '.openclaw/openclaw.json'));
  });

  it('goes where it is told', () => {
    expect(configAt({ OPENCLAW_CONFIG_PATH: '~/a.json', OPENCLAW_STATE_DIR: '/state' })).toBe(
      join(home, 'a.json'),
    );
    expect(configAt({ OPENCLAW_STATE_DIR: '/state' })).toBe('/state/openclaw.json');
  });

  it('finds what an older version left, unless there is a newer one', async () => {
    await create('.clawdbot/clawdbot.json');
    expect(configAt({})).toBe(join(home, '.clawdbot/clawdbot.json'));
    await create('.openclaw/openclaw.json');
    expect(configAt({})).toBe(join(home, '.openclaw/openclaw.json'));
  });

  it.each([
    [{}, ['.openclaw/.env', '.config/openclaw/gateway.env']],
    [{ OPENCLAW_STATE_DIR: '~/state' }, ['state/.env']],
    [{ OPENCLAW_STATE_DIR: '~/.openclaw' }, ['.openclaw/.env', '.config/openclaw/gateway.env']],
    [{ OPENCLAW_CONFIG_PATH: '~/c/x.json' }, ['c/.env', '.config/openclaw/gateway.env']],
  ])('with %j, takes variables from %j', (env, paths) => {
    expect(locateOpenClaw({ HOME: home, ...env }).envPaths).toEqual(
      paths.map((path) => join(home, path)),
    );
  });
});

describe('withProfile', () => {
  it('has a place of its own for each profile', () => {
    expect(locateOpenClaw(withProfile({ HOME: home }, 'rescue')).configPath).toBe(
      join(home, '.openclaw-rescue/openclaw.json'),
    );
    expect(locateOpenClaw(withProfile({ HOME: home }, 'default')).configPath).toBe(
      join(home, '.openclaw/openclaw.json'),
    );
  });

  it('lets what is said of a place count more', () => {
    const env = { HOME: home, OPENCLAW_STATE_DIR: '/state' };
    expect(locateOpenClaw(withProfile(env, 'rescue')).configPath).toBe('/state/openclaw.json');
  });

  it('knows the port of the profile for development', () => {
    expect(withProfile({}, 'dev').OPENCLAW_GATEWAY_PORT).toBe('19001');
    expect(withProfile({}, 'rescue').OPENCLAW_GATEWAY_PORT).toBeUndefined();
  });
});
