/** Clients that follow tasks, as a process of their own. */
import { connect } from 'node:net';
import { sharedNow } from '../clock.ts';
import { answerQuestions } from '../questions.ts';

/** Connections that are opened at once. */
const AT_ONCE = 50;

export interface Watched {
  readonly url: string;
  readonly ids: readonly string[];
  readonly watchers: number;
  /** Every so many-th watcher reads what it gets; the others only take it. */
  readonly readEvery: number;
}

export interface WatchersReport {
  /** Connections that were answered and are open. */
  readonly open: number;
  /** Bytes that all of them got. */
  readonly bytes: number;
  /** From V1's sending to the client's reading of each delta that was read, in ms. */
  readonly latencies: readonly number[];
}

let open = 0;
let bytes = 0;
let latencies: number[] = [];

/** The first token of a delta, which waited longest for the others, tells when V1 sent it. */
const FIRST_STAMP = /"delta":" (\d+\.\d{3})/g;

function read(chunk: Buffer): void {
  const now = sharedNow();
  for (const [, sentAt] of chunk.toString('latin1').matchAll(FIRST_STAMP)) {
    latencies.push(now - Number(sentAt));
  }
}

/** Follows one task. Resolves once it is answered. */
function watch(url: string, id: string, reads: boolean): Promise<void> {
  const { hostname, port, host } = new URL(url);
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const socket = connect({ host: hostname, port: Number(port) });
  socket.write(
    `GET /tasks/${id}/events HTTP/1.1\r\nhost: ${host}\r\naccept: text/event-stream\r\n\r\n`,
  );
  socket.once('data', (start: Buffer) => {
    if (!start.toString('latin1').startsWith('HTTP/1.1 200')) reject(new Error(String(start)));
    open++;
    socket.once('close', () => open--);
    resolve(undefined);
  });
  socket.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (reads) read(chunk);
  });
  socket.on('error', reject);
  return promise;
}

answerQuestions({
  watch: async ({ url, ids, watchers, readEvery }: Watched) => {
    for (let from = 0; from < watchers; from += AT_ONCE) {
      const some = Array.from({ length: Math.min(AT_ONCE, watchers - from) }, (_, i) => from + i);
      await Promise.all(
        some.map((i) => watch(url, ids[i % ids.length] ?? '', i % readEvery === 0)),
      );
    }
  },
  report: (): WatchersReport => {
    const report = { open, bytes, latencies };
    bytes = 0;
    latencies = [];
    return report;
  },
});
process.send?.({ readyAt: 'watchers' });
