import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** One connection through the proxy: the client's end and the server's. */
interface Pair {
  readonly client: Socket;
  readonly upstream: Socket;
  /** Answers on their way, in order, each with the time at which it gets there. */
  readonly answers: { readonly chunk: Buffer; readonly at: number }[];
}

/** A TCP door before a server, which can be shut, slow, deaf on one side, or cut at random. */
export class FaultProxy {
  port = 0;
  /** How long an answer is on its way, in ms. */
  delayMs = 0;
  private holding = false;
  private server: Server | undefined;
  private readonly pairs = new Set<Pair>();

  constructor(private readonly targetPort: number) {}

  get connections(): number {
    return this.pairs.size;
  }

  /** Lets connections through; on the same port each time. */
  async open(): Promise<void> {
    this.server = createServer((client) => {
      this.join(client);
    });
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** Cuts every connection and refuses new ones. */
  async shut(): Promise<void> {
    if (!this.server?.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.cut(1, () => 0);
    await closed;
  }

  /** Cuts each connection with the given probability. @returns how many it cut */
  cut(probability: number, random: () => number): number {
    const unlucky = [...this.pairs].filter(() => random() < probability);
    for (const { client, upstream } of unlucky) {
      client.destroy();
      upstream.destroy();
    }
    return unlucky.length;
  }

  /** Lets commands through and keeps back every answer, until {@link letGo}. */
  holdAnswers(): void {
    this.holding = true;
  }

  /** Lets the answers through again; what was held back on connections that live comes first. */
  letGo(): void {
    this.holding = false;
    for (const pair of this.pairs) this.pass(pair);
  }

  private join(client: Socket): void {
    const upstream = connect(this.targetPort, '127.0.0.1');
    const pair: Pair = { client, upstream, answers: [] };
    this.pairs.add(pair);
    for (const end of [client, upstream]) {
      end.setNoDelay(true);
      end.on('error', () => undefined);
      end.on('close', () => {
        client.destroy();
        upstream.destroy();
        this.pairs.delete(pair);
      });
    }
    client.pipe(upstream);
    upstream.on('data', (chunk) => {
      pair.answers.push({ chunk, at: performance.now() + this.delayMs });
      this.pass(pair);
    });
  }

  /** Passes on what has been on its way for long enough; never one answer before another. */
  private pass(pair: Pair): void {
    for (;;) {
      const [next] = pair.answers;
      if (!next || this.holding || !pair.client.writable) return;
      const left = next.at - performance.now();
      if (left > 0) {
        setTimeout(() => {
          this.pass(pair);
        }, left);
        return;
      }
      pair.answers.shift();
      pair.client.write(next.chunk);
    }
  }
}
