import { once } from 'node:events';
import { createServer } from 'node:http';
import { Chat } from './simulator.chat.js';
import { failure, V1Error } from './simulator.errors.js';
import { Lanes } from './simulator.lanes.js';
import { refuse } from './simulator.response.js';
import { Routes } from './simulator.routes.js';
import { Prompts } from './simulator.prompts.js';
import { Runs } from './simulator.runs.js';
import { Admission } from './socket/admission.js';
import { SocketGateway } from './socket/socket.gateway.js';
/** Stands on every answer of the simulator and on none of a real OpenClaw. */
export const V1_SIMULATOR_HEADER = 'x-openclaw-simulator';
const KEEP_ALIVE_MS = 5_000;
/**
 * Starts a stand-in for an OpenClaw gateway (V1) that speaks the recorded wire and answers at once.
 * Its answers say that they are simulated. Words in square brackets in the last user message steer
 * it and may be combined:
 *
 * | word | what it does |
 * |---|---|
 * | `[sleep 5s]`, `[sleep 300ms]` | silence before the first token, after the role chunk |
 * | `[tokens 500]` | answers exactly 500 tokens: `word1 word2 ...` |
 * | `[every 20ms]` | pauses between tokens |
 * | `[say some text]` | answers exactly that text |
 * | `[tool read notes.md]` | uses a tool in between, of which only WebSockets are told |
 * | `[bytes 1000000]` | answers that many bytes of text |
 * | `[emoji]` | answers text whose characters are cut in two on the wire |
 * | `[empty]` | answers no text, with a proper end |
 * | `[status 429]`, `[status 503 retry-after 2]` | that HTTP status with V1's error; no run starts |
 * | `[error 502]` | after the text so far an error inside the stream, then `[DONE]` |
 * | `[break]` | after the text so far the socket is destroyed |
 * | `[hang]` | after the text so far silence, until the client goes |
 * | `[silent]` | accepts the request and never answers a byte |
 * | `[no-done]` | a proper end but for the missing `[DONE]` |
 * | `[garbage]` | after the text a `data:` line that is no JSON, then the end |
 * | `[first 2 status 503]` | any of these, for the first 2 requests with this very prompt only |
 *
 * Without a word that names a text the answer repeats the prompt, except with `[error]`, `[break]`
 * and `[hang]`, which then follow the role chunk. Not streamed, `[error]` is the status of the
 * answer, `[break]` comes before any byte, and `[garbage]` is the whole body.
 *
 * The same port speaks as much of V1's WebSocket protocol as we use, with the limits that were recorded.
 * There a run outlives its connection: `[break]` breaks that off and the run ends well, `[empty]` is an
 * error, `[status 503]` refuses the run, and `[no-done]` and `[garbage]` do nothing.
 * @throws the system's EADDRINUSE error where the port is taken
 */
export async function startV1Simulator(options) {
    const simulator = new Simulator(options);
    await simulator.listen();
    return simulator;
}
class Simulator {
    options;
    runs;
    pairingRequests;
    port = 0;
    admission;
    routes;
    sockets;
    server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (req, res) => {
        void this.handle(req, res);
    });
    constructor(options) {
        this.options = options;
        const { token, agents = ['main', 'research'], maxConcurrent = 0, keepRuns = 10_000 } = options;
        const runs = new Runs(keepRuns, options.log);
        this.runs = runs.kept;
        const [lanes, prompts] = [new Lanes(maxConcurrent), new Prompts()];
        this.routes = new Routes(token, agents, new Chat(agents, runs, lanes, prompts));
        this.admission = new Admission(token, options.pairing ?? false);
        this.pairingRequests = this.admission.requests;
        this.sockets = new SocketGateway(this.admission, agents, runs, lanes, prompts);
        this.server.on('upgrade', (req, socket, head) => {
            this.sockets.accept(req, socket, head);
        });
    }
    get url() {
        const { host = '127.0.0.1' } = this.options;
        return `http://${host.includes(':') ? `[${host}]` : host}:${this.port}`;
    }
    async listen() {
        this.server.listen(this.options.port ?? 0, this.options.host ?? '127.0.0.1');
        await once(this.server, 'listening');
        this.port = this.server.address().port;
    }
    async close() {
        if (!this.server.listening)
            return;
        const closed = once(this.server, 'close');
        this.sockets.close();
        this.server.close();
        this.server.closeAllConnections();
        await closed;
    }
    drain(on) {
        this.routes.draining = on;
        this.sockets.draining = on;
    }
    forgetKeys() {
        this.sockets.runs.forgetKeys();
    }
    crash() {
        this.sockets.crash();
    }
    approve(requestId) {
        this.admission.approve(requestId);
    }
    async handle(req, res) {
        const client = new AbortController();
        res.on('error', () => undefined);
        res.on('close', () => {
            if (!res.writableFinished)
                client.abort();
        });
        res.setHeader(V1_SIMULATOR_HEADER, 'true');
        try {
            await this.routes.route(req, res, client.signal);
        }
        catch (error) {
            if (client.signal.aborted)
                return;
            if (!(error instanceof V1Error))
                this.options.log?.(`V1 simulator: ${String(error)}`);
            if (res.headersSent)
                res.destroy();
            else
                refuse(req, res, error instanceof V1Error ? error : failure(500));
        }
    }
}
//# sourceMappingURL=v1.simulator.js.map