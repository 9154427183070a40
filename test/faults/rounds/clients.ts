import { randomInt } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { eventually } from '../../support/eventually.js';
import { inParallel } from '../system/client.js';
import { malformedRequest } from '../system/malformed.js';
import { randomOf } from '../system/random.js';
import { allCompleted, BrokenPromise, play } from '../system/round.js';
import { exchange } from '../system/raw-http.js';
import { type FaultSystem, LONG_LEASES } from '../system/system.js';
import { withSystem } from '../system/with-system.js';

const KEYS = 8;
const TIMES = 50;
const SLOW_SOCKETS = 200;
const MALFORMED = 10_000;
const AT_ONCE = 32;

/** The same request under the same key, fifty times at once, over two gateways. */
export const oneKeyManyTimes = (dist?: string) =>
  withSystem({ dist, gateways: 2, env: LONG_LEASES }, (system) =>
    play({
      fault: 'one idempotency key 50 times at once',
      system,
      expect: allCompleted,
      inject: async ({ book }) => {
        const together = Array.from({ length: KEYS }, () =>
          book.submitTogether(TIMES, { share: 1, words: '[tokens 3]', texts: null }),
        );
        for (const ids of await Promise.all(together)) {
          if (new Set(ids).size !== 1) {
            throw new BrokenPromise(`One key made the tasks ${[...new Set(ids)].join(', ')}`);
          }
        }
      },
    }),
  );

/** Clients that send a byte now and then, and others that close one half and wait. */
export const slowClients = (dist?: string) =>
  withSystem({ dist, env: LONG_LEASES }, (system) =>
    play({
      fault: 'slow and half-closed clients',
      system,
      tasks: 260,
      expect: allCompleted,
      inject: async ({ book }) => {
        const sockets = await Promise.all(
          Array.from({ length: SLOW_SOCKETS }, (_, i) => openSlowly(system, i % 2 === 0)),
        );
        const drip = setInterval(() => {
          for (const socket of sockets) if (socket.writable) socket.write('a');
        }, 100);
        await book.submit(60);
        clearInterval(drip);
        for (const socket of sockets) socket.destroy();
      },
    }),
  );

/** Ten thousand requests that are no HTTP, or no JSON, or nothing that anybody would send. */
export const malformedRequests = (dist?: string) =>
  withSystem({ dist, env: LONG_LEASES }, (system) =>
    play({
      fault: '10,000 malformed requests',
      system,
      inject: async () => {
        const seed = process.env.FAULTS_SEED ?? String(randomInt(2 ** 31));
        const random = randomOf(seed);
        const requests = Array.from({ length: MALFORMED }, () => malformedRequest(random));
        await inParallel(requests, AT_ONCE, async (bytes) => {
          const status = await exchange(system.gateway.url, bytes);
          // A store that is too slow for a moment is said to be: that is no fault of the request.
          if (status !== null && status >= 500 && status !== 503) {
            throw new BrokenPromise(
              `Answered ${status} (FAULTS_SEED=${seed}):\n${bytes.toString('latin1').slice(0, 2_000)}`,
            );
          }
        });
      },
    }),
  );

/** Bodies that are too large, too deep, no UTF-8, or after the prototype of objects. */
export const hostileBodies = (dist?: string) =>
  withSystem({ dist, env: LONG_LEASES }, (system) =>
    play({
      fault: 'huge, deep and hostile bodies',
      system,
      inject: async () => {
        for (const [what, body, allowed] of HOSTILE) {
          const head =
            'POST /tasks HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n' +
            `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
          const bytes = Buffer.concat([Buffer.from(head), body]);
          const status = await exchange(system.gateway.url, bytes);
          if (!allowed.includes(status)) {
            throw new BrokenPromise(`${what} is answered ${status}`);
          }
        }
      },
    }),
  );

const MIB = 1_048_576;
const deep = (open: string, close: string) =>
  Buffer.from(`{"content":"x","metadata":${open.repeat(100_000)}1${close.repeat(100_000)}}`);

const HOSTILE: readonly (readonly [
  what: string,
  body: Buffer,
  allowed: readonly (number | null)[],
])[] = [
  ['a body of 2 MiB', Buffer.from(`{"content":"${'x'.repeat(2 * MIB)}"}`), [413]],
  // It may be cut off before it is all sent, and then the answer is lost on the way.
  ['a body of 50 MiB', Buffer.alloc(50 * MIB, 'x'), [413, null]],
  ['a text of spaces', Buffer.from(`{"content":"${' '.repeat(MIB / 2)}"}`), [400]],
  ['arrays in arrays', deep('[', ']'), [400]],
  ['objects in objects', deep('{"a":', '}'), [400]],
  ['no UTF-8', Buffer.from([...Buffer.from('{"content":"'), 0xff, 0xfe, 0xc0, 0x22, 0x7d]), [400]],
  [
    'half a character',
    Buffer.from([...Buffer.from('{"content":"'), 0xe4, 0xbd, 0x22, 0x7d]),
    [400],
  ],
  ['__proto__', Buffer.from('{"content":"x","__proto__":{"retry":"always"}}'), [400]],
  ['constructor', Buffer.from('{"content":"x","constructor":{"prototype":{"a":1}}}'), [400]],
  [
    '__proto__ in metadata',
    Buffer.from('{"metadata":{"__proto__":{"a":"b"}},"content":""}'),
    [400],
  ],
  ['an array', Buffer.from('[]'), [400]],
  ['null', Buffer.from('null'), [400]],
  ['nothing', Buffer.alloc(0), [400]],
];

/** Opens a connection that sends the start of a request, and maybe closes its own half. */
async function openSlowly(system: FaultSystem, halfClosed: boolean): Promise<Socket> {
  const { hostname, port } = new URL(system.gateway.url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  socket.on('error', () => undefined);
  await eventually('a connection', () => socket.readyState === 'open');
  socket.write('POST /tasks HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\nX-Slow: ');
  if (halfClosed) {
    socket.end();
    await once(socket, 'finish');
  }
  return socket;
}
