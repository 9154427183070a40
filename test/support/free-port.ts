import { once } from 'node:events';
import { createServer } from 'node:net';
import { randomInt } from 'node:crypto';

/** Below those that the system gives to connections that go out, which would take it meanwhile. */
const FIRST = 12_000;
const LAST = 32_000;

/** A port on loopback that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, LAST);
    const server = createServer();
    const settled = Promise.race([once(server, 'listening'), once(server, 'error')]);
    server.listen(port, '127.0.0.1');
    await settled;
    const isFree = server.listening;
    server.close();
    if (isFree) {
      await once(server, 'close');
      return port;
    }
  }
}
