import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { SELF_SIGNED } from '../../support/certificate.js';

/** A TLS front before a server, with a certificate that nobody trusts unless it is told to. */
export class TlsFront {
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer(SELF_SIGNED, (client) => {
    const upstream = connect(this.targetPort, '127.0.0.1');
    for (const end of [client, upstream]) {
      this.sockets.add(end);
      end.on('error', () => undefined);
      end.on('close', () => {
        client.destroy();
        upstream.destroy();
        this.sockets.delete(end);
      });
    }
    client.pipe(upstream).pipe(client);
  });

  private constructor(
    private readonly targetPort: number,
    private readonly folder: string,
  ) {
    this.server.on('tlsClientError', () => undefined);
  }

  static async open(targetPort: number): Promise<TlsFront> {
    const folder = await mkdtemp(join(tmpdir(), 'openclaw-faults-tls-'));
    const front = new TlsFront(targetPort, folder);
    await writeFile(front.certificate, SELF_SIGNED.cert);
    front.server.listen(0, '127.0.0.1');
    await once(front.server, 'listening');
    return front;
  }

  get url(): string {
    return `https://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The file of its certificate, for who is to trust it (NODE_EXTRA_CA_CERTS). */
  get certificate(): string {
    return join(this.folder, 'certificate.pem');
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
    await rm(this.folder, { recursive: true, force: true });
  }
}
