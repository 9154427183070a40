import { randomUUID } from 'node:crypto';
import { recordOf } from '../simulator.fields.js';
import { RpcError } from './rpc.js';
/** Told to clients, which watch for silence; nothing here lasts that long. */
const TICK_MS = 30_000;
const FAREWELL_MS = 250;
export const MAX_PAYLOAD = 26_214_400;
/** One connection: the handshake, then requests and their answers, and events. */
export class Peer {
    socket;
    admission;
    answer;
    isOpen = false;
    /** Whether it said that it knows what to do with the details of tools. */
    takesDetails = false;
    seq = 0;
    nonce = randomUUID();
    constructor(socket, admission, answer) {
        this.socket = socket;
        this.admission = admission;
        this.answer = answer;
        socket.on('message', (data) => void this.hear(data));
        // Such as a message that is too large: the close that follows says it.
        socket.on('error', () => undefined);
        this.send({
            type: 'event',
            event: 'connect.challenge',
            payload: { nonce: this.nonce, ts: Date.now() },
        });
    }
    tell(event, payload) {
        if (this.isOpen)
            this.send({ type: 'event', event, payload, seq: ++this.seq });
    }
    /** Ends it with a word of farewell, whether or not the other side answers. */
    close(code, reason) {
        this.socket.close(code, reason);
        setTimeout(() => {
            this.socket.terminate();
        }, FAREWELL_MS).unref();
    }
    /** As a crash would. */
    breakOff() {
        this.socket.terminate();
    }
    async hear(data) {
        const { id, method, params } = recordOf(JSON.parse(data.toString()));
        const named = { type: 'res', id };
        try {
            const payload = await this.respond(String(method), params);
            this.send({ ...named, ok: true, payload });
        }
        catch (error) {
            const told = error instanceof RpcError ? error : new RpcError('UNAVAILABLE', String(error));
            this.send({ ...named, ok: false, error: told.shape });
            if (!this.isOpen)
                this.close(1008, told.message);
        }
    }
    respond(method, params) {
        if (method === 'connect')
            return this.greet(recordOf(params));
        if (!this.isOpen)
            throw new RpcError('INVALID_REQUEST', 'connect first');
        return this.answer(method, params, this);
    }
    greet(params) {
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
    send(frame) {
        this.socket.send(JSON.stringify(frame));
    }
}
//# sourceMappingURL=peer.js.map