import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOpenClawConfig } from './openclaw.config.js';
import { openClawEnvironment } from './openclaw.environment.js';

let dir: string;
const at = (name: string) => join(dir, name);
const read = () => readOpenClawConfig(at('openclaw.json'));

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'openclaw-test-config-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('readOpenClawConfig', () => {
  it('reads JSON5', async () => {
    await writeFile(
      at('openclaw.json'),
      "// mine\n{ gateway: { port: 0x10, auth: {token: 'a',}, }, }",
    );
    expect(await read()).toEqual({ gateway: { port: 16, auth: { token: 'a' } } });
  });

  it('puts included files in, later ones and what stands beside them over earlier ones', async () => {
    await mkdir(at('parts'));
    await writeFile(
      at('openclaw.json'),
      `{ gateway: { $include: ['./parts/a.json', './parts/b.json'], port: 3 } }`,
    );
    await writeFile(
      at('parts/a.json'),
      `{ port: 1, auth: { $include: './auth.json' }, list: [1] }`,
    );
    await writeFile(at('parts/b.json'), `{ port: 2, auth: { mode: 'token' }, list: [2] }`);
    await writeFile(at('parts/auth.json'), `{ token: 'a', mode: 'none' }`);
    expect(await read()).toEqual({
      gateway: { port: 3, auth: { token: 'a', mode: 'token' }, list: [1, 2] },
    });
  });

  it('is null where there is none', async () => {
    expect(await read()).toBeNull();
  });

  it.each([
    ['{ gateway: ', /invalid end of input/],
    [`{ $include: './missing.json' }`, /missing\.json/],
    [`{ $include: './openclaw.json' }`, /deeper than 10/],
    [`{ $include: 7 }`, /something else than a path/],
  ])('says what is wrong with %s', async (text, why) => {
    await writeFile(at('openclaw.json'), text);
    await expect(read()).rejects.toMatchObject({
      code: 'config_unreadable',
      message: expect.stringMatching(why),
    });
  });
});

describe('openClawEnvironment', () => {
  it('lets the environment count before files, files in their order, and these before the configuration', async () => {
    await writeFile(at('a.env'), 'A=file\nB="file b"\nC=\n');
    await writeFile(at('b.env'), 'B=second\nC=second\n');
    const config = {
      env: { vars: { C: 'vars', D: 'vars' }, D: 'block', E: 'block', shellEnv: {} },
    };
    const env = await openClawEnvironment(
      { A: 'own', B: ' ' },
      [at('a.env'), at('missing.env'), at('b.env')],
      config,
    );
    expect(env).toEqual({ A: 'own', B: 'file b', C: 'second', D: 'vars', E: 'block' });
  });
});
