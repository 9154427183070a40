import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { findOpenClaw } from './openclaw.finder.js';
import { startV1Simulator } from './simulator/v1.simulator.js';

const servers: Server[] = [];

async function serve(answer: RequestListener): Promise<number> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
const says =
  (text: string): RequestListener =>
  (req, res) =>
    res.end(req.url === '/healthz' ? text : '');
const LIVE = says('{"ok":true,"status":"live"}');

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

describe('findOpenClaw', () => {
  it('finds the first that answers as OpenClaw does', async () => {
    const other = await serve(says('<html>'));
    const [first, second] = [await serve(LIVE), await serve(LIVE)];
    expect(await findOpenClaw([other, first, second])).toBe(`http://127.0.0.1:${first}`);
  });

  it('does not take our own simulator for one', async () => {
    const simulator = await startV1Simulator({ token: 't' });
    try {
      expect(await findOpenClaw([simulator.port])).toBeNull();
    } finally {
      await simulator.close();
    }
  });

  it('waits for nobody who is silent, and goes where nobody sends it', async () => {
    const silent = await serve(() => undefined);
    const live = await serve(LIVE);
    const redirecting = await serve((_req, res) => {
      res.writeHead(302, { location: `http://127.0.0.1:${live}/healthz` }).end();
    });
    const gone = await serve(LIVE);
    servers.pop()?.close();
    const began = performance.now();
    expect(await findOpenClaw([silent, redirecting, gone])).toBeNull();
    // Half a second is promised; the rest is for a machine that is busy.
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
