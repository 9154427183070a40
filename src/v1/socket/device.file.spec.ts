import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deviceOf, deviceToPair } from './device.access.js';
import { DeviceError } from './device.error.js';
import { DeviceFile } from './device.file.js';

let dir: string;
let file: DeviceFile;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'openclaw-test-device-'));
  file = new DeviceFile(join(dir, 'new', 'device.json'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

describe('a device file', () => {
  it('is none until it is made, and then for its owner alone', async () => {
    expect(file.read()).toBeNull();
    const device = file.create();
    expect(new DeviceFile(file.path).read()).toEqual(device);
    expect(await modeOf(file.path)).toBe('600');
    expect(await modeOf(join(dir, 'new'))).toBe('700');
    expect(await readdir(join(dir, 'new'))).toEqual(['device.json']);
  });

  it('keeps a token beside its key, and forgets it', () => {
    const { identity } = file.create();
    const token = { gateway: 'wss://openclaw.example', value: 'issued' };
    file.keepToken(token);
    expect(file.read()).toEqual({ identity, token });
    file.keepToken(null);
    expect(file.read()).toEqual({ identity, token: null });
  });

  it('is not written where nothing changes', async () => {
    file.create();
    const token = { gateway: 'wss://openclaw.example', value: 'issued' };
    file.keepToken(token);
    const { ino } = await stat(file.path);
    file.keepToken({ ...token });
    expect((await stat(file.path)).ino).toBe(ino);
  });

  it.each([
    ['something else', 'hello', 'damaged'],
    ['the JSON of others', '{"version":1,"deviceId":"x"}', 'damaged'],
    ['no key', '{"format":"openclaw-v2-device-1","privateKey":"s3cret"}', 'damaged'],
    ['nothing', '', 'damaged'],
  ])('that holds %s is refused, and its content not told', async (_, text, code) => {
    file.create();
    await writeFile(file.path, text);
    const error = thrownBy(() => file.read());
    expect(error).toMatchObject({ code, message: expect.stringContaining('npm run pair') });
    expect(String(error)).not.toContain('s3cret');
  });

  it.each([0o640, 0o604, 0o620])('of mode %i is refused', async (mode) => {
    file.create();
    await chmod(file.path, mode);
    expect(thrownBy(() => file.read())).toMatchObject({
      code: 'exposed',
      message: expect.stringContaining(`chmod 600 ${file.path}`),
    });
  });

  it('that is no file is refused', () => {
    expect(thrownBy(() => new DeviceFile(dir).read())).toBeInstanceOf(DeviceError);
  });

  it('that cannot be written leaves nothing behind', async () => {
    await writeFile(join(dir, 'taken'), '');
    const inFile = new DeviceFile(join(dir, 'taken', 'device.json'));
    expect(thrownBy(() => inFile.create())).toMatchObject({ code: 'unwritable' });
    expect(await readdir(dir)).toEqual(['taken']);
  });
});

describe('a token', () => {
  const issued = { deviceId: 'x', role: 'operator', token: 'issued', scopes: [] };
  const asked = { deviceId: 'x', role: 'operator' };

  it('is shown to the V1 that issued it and to no other', () => {
    file.create();
    deviceToPair(file, 'wss://a.example/').storeDeviceAuthToken?.(issued);
    expect(deviceOf(file, 'wss://a.example').loadDeviceAuthToken?.(asked)).toEqual({
      token: 'issued',
    });
    expect(deviceOf(file, 'wss://b.example').loadDeviceAuthToken?.(asked)).toBeNull();
  });

  it('is forgotten where V1 says that it is worth nothing', async () => {
    file.create();
    const device = deviceToPair(file, 'wss://a.example');
    device.storeDeviceAuthToken?.(issued);
    device.clearDeviceAuthToken?.(asked);
    expect(await readFile(file.path, 'utf8')).not.toContain('issued');
  });
});

function thrownBy(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}
