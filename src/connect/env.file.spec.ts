import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigModule } from '@nestjs/config';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConnectError } from './connect.error.js';
import { readEnvFile, settingsOf, withSettings, writeEnvFile } from './env.file.js';

let dir: string;
let path: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'openclaw-test-env-'));
  path = join(dir, '.env');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** What our processes read from a file: they load it by the same module. */
async function asOurConfigReadsIt(file: string): Promise<Record<string, unknown>> {
  let read: Record<string, unknown> = {};
  const validate = (config: Record<string, unknown>) => {
    read = config;
    return {};
  };
  await ConfigModule.forRoot({ envFilePath: file, ignoreEnvVars: true, validate });
  return read;
}

describe('withSettings', () => {
  it('replaces what is set, adds what is missing, and keeps all other lines as they are', () => {
    const before = [
      '# mine',
      '',
      'GATEWAY_PORT=9000   # not 8000',
      'V1_URL=http://old:1 # was there',
      "API_KEYS='me:0123456789#abcdef'",
      '',
    ];
    const after = withSettings(before.join('\n'), { V1_URL: 'http://new:2', V1_TOKEN: 'abc' });
    expect(after.split('\n')).toEqual([
      ...before.slice(0, 3),
      'V1_URL=http://new:2',
      before[4],
      'V1_TOKEN=abc',
      '',
    ]);
  });

  it('comes after the line in a comment that is its template', () => {
    const before = '# OpenClaw\n#V1_URL=http://127.0.0.1:18790\n# V1_TOKEN=\nV1_AGENT_ID=main\n';
    expect(withSettings(before, { V1_URL: 'http://h:1', V1_TOKEN: 'abc', V1_AGENT_ID: 'b' })).toBe(
      '# OpenClaw\n#V1_URL=http://127.0.0.1:18790\nV1_URL=http://h:1\n' +
        '# V1_TOKEN=\nV1_TOKEN=abc\nV1_AGENT_ID=b\n',
    );
  });

  it('changes the line that counts where there are several', () => {
    const before = 'V1_URL=http://a:1\nexport V1_URL=http://b:1\n';
    expect(withSettings(before, { V1_URL: 'http://c:1' })).toBe(
      'V1_URL=http://a:1\nV1_URL=http://c:1\n',
    );
  });

  it('leaves what is so already, however it is written', () => {
    const before = 'V1_TOKEN = "abc"  # quoted\r\nX=1\r\n';
    expect(withSettings(before, { V1_TOKEN: 'abc' })).toBe(before);
    expect(withSettings(before, { V1_URL: 'http://a:1' })).toBe(`${before}V1_URL=http://a:1\r\n`);
  });

  it('begins a file with a comment that says what it is', () => {
    const text = withSettings('', { V1_URL: 'http://a:1' });
    expect(text).toMatch(/^# Settings of OpenClaw V2.*\n/);
    expect(settingsOf(text)).toEqual({ V1_URL: 'http://a:1' });
  });

  it('refuses a file whose lines are not what they look like', () => {
    const before = 'NOTE="several lines\nV1_URL=http://a:1\n"\n';
    const set = () => withSettings(before, { V1_URL: 'http://b:1' });
    expect(set).toThrow(ConnectError);
    expect(set).toThrow(expect.objectContaining({ code: 'env_file_unfit' }));
  });

  it.each([
    'abc',
    'with#hash',
    '#leads',
    `it's`,
    'say"it"',
    'back`tick',
    `'quoted'`,
    'back\\slash\\n',
    'ends with\\'.replaceAll(' ', '_'),
    '$HOME-${HOME}',
    `#'"`,
    `a#'\`b`,
    'a=b=',
    '',
  ])('writes %j so that our configuration reads it', async (token) => {
    const text = withSettings("A='1'\n", { V1_TOKEN: token, B: '2' }) + `C='3'\nD="4"\nE=\`5\`\n`;
    await writeEnvFile(path, text);
    const expected = { A: '1', V1_TOKEN: token, B: '2', C: '3', D: '4', E: '5' };
    expect(await asOurConfigReadsIt(path)).toEqual(expected);
  });

  it.each([`#'"\``, '#ends\\'])(
    'refuses %j, which no quotes can hold, without telling it',
    (token) => {
      const refused = catching(() => withSettings('', { V1_TOKEN: token }));
      expect(refused).toMatchObject({ code: 'env_file_unfit' });
      expect(String(refused)).not.toContain(token);
    },
  );
});

function catching(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

describe('writeEnvFile', () => {
  it('writes for the owner alone, also where others could read before', async () => {
    await writeFile(path, 'old', { mode: 0o644 });
    await writeEnvFile(path, 'new');
    expect(await readFile(path, 'utf8')).toBe('new');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(dir)).toEqual(['.env']);
  });

  it('writes through a link', async () => {
    const target = join(dir, 'elsewhere');
    await writeFile(target, 'old');
    await symlink(target, path);
    await writeEnvFile(path, 'new');
    expect(await readFile(target, 'utf8')).toBe('new');
  });
});

describe('writeEnvFile, where it cannot', () => {
  it('says so and leaves nothing behind', async () => {
    await mkdir(path);
    await expect(writeEnvFile(path, 'new')).rejects.toMatchObject({ code: 'env_file_unfit' });
    expect(await readdir(dir)).toEqual(['.env']);
  });
});

describe('readEnvFile', () => {
  it('reads a missing file as an empty one, and nothing else as one', async () => {
    expect(await readEnvFile(path)).toBe('');
    await expect(readEnvFile(dir)).rejects.toMatchObject({
      code: 'env_file_unfit',
      message: expect.stringContaining('EISDIR'),
    });
  });
});
