import { WebSocketServer } from 'ws';
import { Methods } from './methods.js';
import { MAX_PAYLOAD, Peer } from './peer.js';
import { restarting } from './rpc.js';
import { KEPT_RUNS, SocketRuns } from './socket.runs.js';
/** What a gateway that is about to stop goes on to answer. */
const WHILE_DRAINING = ['agent.wait'];
/** The WebSocket side of the simulator: who is connected, and what each is told. */
export class SocketGateway {
    admission;
    draining = false;
    runs;
    methods;
    peers = new Set();
    /** Which connection started a run, by the run's key. */
    starters = new Map();
    /** Who is told of the runs of others, too. */
    subscribed = new WeakSet();
    server = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD });
    constructor(admission, agents, runs, lanes, prompts) {
        this.admission = admission;
        this.runs = new SocketRuns(runs, lanes, prompts, {
            tell: (event, payload) => {
                for (const peer of this.peers)
                    peer.tell(event, payload);
            },
            tellDetails: ({ runId }, payload) => {
                const starter = this.starters.get(runId);
                for (const peer of this.peers) {
                    if (!peer.takesDetails)
                        continue;
                    // Recorded: who started the run is told anyway, others where they ask for all.
                    if (peer === starter)
                        peer.tell('agent', payload);
                    else if (this.subscribed.has(peer))
                        peer.tell('session.tool', payload);
                }
            },
            breakOff: ({ runId }) => this.starters.get(runId)?.breakOff(),
        });
        this.methods = new Methods(agents, this.runs);
    }
    /** Takes a connection over that asks to be a WebSocket. */
    accept(req, socket, head) {
        if (this.draining) {
            const body = 'Gateway websocket admission closed';
            const headers = `Connection: close\r\nContent-Length: ${body.length}`;
            socket.end(`HTTP/1.1 503 Service Unavailable\r\n${headers}\r\n\r\n${body}`);
            return;
        }
        this.server.handleUpgrade(req, socket, head, (ws) => {
            const peer = new Peer(ws, this.admission, (method, params, from) => this.answer(method, params, from));
            this.peers.add(peer);
            ws.on('close', () => this.peers.delete(peer));
        });
    }
    /** Ends every connection; with `crash`, what was in memory is lost, and what ran is gone on with. */
    crash() {
        for (const peer of this.peers)
            peer.breakOff();
        this.runs.crash();
    }
    close() {
        this.runs.stop();
        for (const peer of this.peers)
            peer.close(1012, 'service restart');
    }
    answer(method, params, from) {
        if (this.draining && !WHILE_DRAINING.includes(method))
            throw restarting(method);
        const key = params?.idempotencyKey;
        if (method === 'agent' && typeof key === 'string' && !this.starters.has(key)) {
            this.starters.set(key, from);
            const [oldest = ''] = this.starters.keys();
            if (this.starters.size > KEPT_RUNS)
                this.starters.delete(oldest);
        }
        if (method === 'sessions.subscribe') {
            this.subscribed.add(from);
            return { subscribed: true };
        }
        return this.methods.call(method, params);
    }
}
//# sourceMappingURL=socket.gateway.js.map