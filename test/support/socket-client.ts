import { afterEach } from '@jest/globals';
import { AppConfig } from '../../src/config/app.config.js';
import { SocketV1Client } from '../../src/v1/socket/socket-v1.client.js';

const open: SocketV1Client[] = [];

/** A client over a WebSocket, whose connection ends with the test. */
export function socketClientFor(url: string, env: Record<string, string> = {}): SocketV1Client {
  const all: Record<string, string> = { V1_PROTOCOL: 'ws', V1_URL: url, ...env };
  const client = new SocketV1Client(new AppConfig((name) => all[name]));
  open.push(client);
  return client;
}

/** To be called by each file that has such clients. */
export const closeSocketClients = (): void => {
  afterEach(async () => {
    await Promise.all(open.splice(0).map((client) => client.onApplicationShutdown()));
  });
};
