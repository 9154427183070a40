import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../../test/support/eventually.js';
import { request, run } from '../../../test/support/fake-v1.js';
import { start, TOKEN, useSimulator, v1 } from '../../../test/support/simulator-harness.js';
import { closeSocketClients, socketClientFor } from '../../../test/support/socket-client.js';
import { deviceToPair } from './device.access.js';
import { DeviceFile } from './device.file.js';
import { GatewayLink } from './gateway.link.js';

useSimulator();
closeSocketClients();

let dir: string;
let file: DeviceFile;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'openclaw-test-device-'));
  file = new DeviceFile(join(dir, 'device.json'));
  await start({ pairing: true });
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const open = (env: Record<string, string> = { V1_TOKEN: TOKEN }) =>
  socketClientFor(v1.url, { V1_DEVICE_FILE: file.path, ...env });
const asking = (content: string) => request({ messages: [{ role: 'user', content }] });
const approve = () => {
  for (const { requestId } of [...v1.pairingRequests]) v1.approve(requestId);
};

/** As `npm run pair` does it. */
async function pair(): Promise<void> {
  file.create();
  const url = v1.url.replace('http', 'ws');
  const device = deviceToPair(file, url);
  const link = new GatewayLink({ url, token: TOKEN, connectMs: 5_000, withDetails: false, device });
  await expect(link.ready()).rejects.toThrow('pairing required');
  approve();
  await eventually('the connection', async () => {
    await link.ready();
    return true;
  });
  expect(link.permissions).toEqual(['operator.read', 'operator.write']);
  await link.close();
}

describe('where V1 gives permissions to paired devices alone, a worker', () => {
  const toPair = {
    code: 'v1_misconfigured',
    began: 'no',
    message: expect.stringContaining('npm run pair'),
  };

  it('without a device is told to pair', async () => {
    const client = open();
    expect((await run(client, asking('x'))).error).toMatchObject(toPair);
    expect(await client.probe()).toMatchObject({ state: 'misconfigured' });
    expect(v1.pairingRequests).toEqual([]);
  });

  it('whose device is not approved is told to pair', async () => {
    file.create();
    const { error } = await run(open(), asking('x'));
    expect(error).toMatchObject(toPair);
    expect(error?.message).toContain(v1.pairingRequests[0]?.requestId);
  });

  it('asks to read and to write, and for no more', async () => {
    file.create();
    await run(open(), asking('x'));
    expect(v1.pairingRequests).toMatchObject([{ scopes: ['operator.read', 'operator.write'] }]);
  });

  it('runs and probes once its device is approved, without a restart', async () => {
    const client = open();
    await client.probe();
    file.create();
    await eventually('its request', async () => {
      await client.probe();
      return v1.pairingRequests.length > 0;
    });
    approve();
    await eventually('V1', async () => (await client.probe()).state === 'up');
    expect(await run(client, asking('[say x]'))).toMatchObject({ text: 'x', error: null });
  });

  it('of the same file is the same device', async () => {
    await pair();
    const ran = await Promise.all([run(open(), asking('[say a]')), run(open(), asking('[say b]'))]);
    expect(ran.map(({ text }) => text)).toEqual(['a', 'b']);
    expect(v1.pairingRequests).toEqual([]);
  });

  it('needs no token of V1 beside that of its device', async () => {
    await pair();
    expect(await run(open({}), asking('[say x]'))).toMatchObject({ text: 'x', error: null });
  });

  it('with a damaged device is told what to do', async () => {
    await writeFile(file.path, '{}', { mode: 0o600 });
    const client = open();
    expect((await run(client, asking('x'))).error).toMatchObject(toPair);
    expect(await client.probe()).toMatchObject({ state: 'misconfigured' });
  });
});

it('where V1 asks for no pairing, a device may come as well', async () => {
  await start();
  file.create();
  expect(await run(open(), asking('[say x]'))).toMatchObject({ text: 'x', error: null });
});
