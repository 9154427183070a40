import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import { type Fields, recordOf } from '../simulator.fields.js';
import type { Admission } from './admission.js';
import { RpcError } from './rpc.js';

/** Told to clients, which watch for silence; nothing here lasts that long. */
const TICK_MS = 30_000;
const FAREWELL_MS = 250;
export const MAX_PAYLOAD = 26_214_400;

/** Answers a method. @throws RpcError that refuses */
export type Answer = (method: string, params: unknown, peer: Peer) => object | Promise<object>;

/** One connection: the handshake, then requests and their answers, and events. */
export class Peer {
  isOpen = false;
  /** Whether it said that it knows what to do with the details of tools. */
  takesDetails = false;
  private seq = 0;
  private readonly nonce = randomUUID();

  constructor(
    private readonly socket: WebSocket,
    private readonly admission: Admission,
    private readonly answer: Answer,
  ) {
    socket.on('message', (data: Buffer) => void this.hear(data));
    // Such as a message that is too large: the close that follows says it.
    socket.on('error', () => undefined);
    this.send({
      type: 'event',
      event: 'connect.challenge',
      payload: { nonce: this.nonce, ts: Date.now() },
    });
  }

  tell(event: string, payload: object): void {
    if (this.isOpen) this.send({ type: 'event', event, payload, seq: ++this.seq });
  }

  /** Ends it with a word of farewell, whether or not the other side answers. */
  close(code: number, reason: string): void {
    this.socket.close(code, reason);
    setTimeout(() => {
      this.socket.terminate();
    }, FAREWELL_MS).unref();
  }

  /** As a crash would. */
  breakOff(): void {
    this.socket.terminate();
  }

  private async hear(data: Buffer): Promise<void> {
    const { id, method, params } = recordOf(JSON.parse(data.toString()));
    const named = { type: 'res', id };
    try {
      const payload = await this.respond(String(method), params);
      this.send({ ...named, ok: true, payload });
    } catch (error) {
      const told = error instanceof RpcError ? error : new RpcError('UNAVAILABLE', String(error));
      this.send({ ...named, ok: false, error: told.shape });
      if (!this.isOpen) this.close(1008, told.message);
    }
  }

  private respond(method: string, params: unknown): object | Promise<object> {
    if (method === 'connect') return this.greet(recordOf(params));
    if (!this.isOpen) throw new RpcError('INVALID_REQUEST', 'connect first');
    return this.answer(method, params, this);
  }

  private greet(params: Fields): object {
    const auth = this.admission.admit(params, this.nonce);
    this.isOpen = true;
    this.takesDetails = Array.isArray(params.caps) && params.caps.includes('tool-events');
    return {
      type: 'hello-ok',
      protocol: params.maxProtocol,
      server: { version: 'simulator', connId: randomUUID() },
      features: { methods: [], events: [] },
      auth,
      policy: { maxPayload: MAX_PAYLOAD, tickIntervalMs: TICK_MS },
    };
  }

  private send(frame: object): void {
    this.socket.send(JSON.stringify(frame));
  }
}
