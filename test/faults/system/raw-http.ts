import { connect } from 'node:net';

const DEADLINE_MS = 30_000;

/**
 * Sends bytes as they are and closes its half.
 * @returns the status of the first answer, null where the connection was ended without one
 * @throws Error where nothing comes of it
 */
export function exchange(url: string, bytes: Buffer): Promise<number | null> {
  const { hostname, port } = new URL(url);
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  const deadline = setTimeout(() => {
    reject(
      new Error(`Neither an answer nor an end of:\n${bytes.toString('latin1').slice(0, 500)}`),
    );
    socket.destroy();
  }, DEADLINE_MS);
  const done = (status: number | null): void => {
    clearTimeout(deadline);
    resolve(status);
    socket.destroy();
  };
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk.toString('latin1');
    const status = /^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1];
    if (status !== undefined) done(Number(status));
  });
  socket.on('end', () => {
    done(null);
  });
  // A reset is an end, too: what the gateway has heard enough of, it need not hear out.
  socket.on('error', () => {
    done(null);
  });
  socket.end(bytes);
  return promise;
}
