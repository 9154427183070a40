import { once } from 'node:events';
import { ClientRedis, ServerRedis } from '@nestjs/microservices';
const RECONNECT_DELAY_MS = 500;
const COMMAND_TIMEOUT_MS = 800;
const KEEP_ALIVE_MS = 10_000;
const DISCONNECT_TIMEOUT_MS = 200;
/** Connection options by which the stock transport outlives any number of Redis restarts. */
const optionsOf = (address) => ({
    ...address,
    retryAttempts: Number.MAX_SAFE_INTEGER,
    retryDelay: RECONNECT_DELAY_MS,
    maxRetriesPerRequest: null,
    keepAlive: KEEP_ALIVE_MS,
    disconnectTimeout: DISCONNECT_TIMEOUT_MS,
});
/**
 * Control messages, heard by every worker: Nest's stock Redis transport (pub/sub), with our prefix
 * before every channel, because pub/sub knows no databases.
 */
export class ControlServer extends ServerRedis {
    channelPrefix;
    constructor(address, channelPrefix) {
        super(optionsOf(address));
        this.channelPrefix = channelPrefix;
    }
    /** Nest would log every try to reconnect; RedisConnections tells of an outage once. */
    registerErrorListener(client) {
        client.on('error', () => undefined);
    }
    /** Ends the connections, at once where Redis does not answer. */
    close() {
        const clients = [this.subClient, this.pubClient];
        return hangUp(super.close(), clients);
    }
    addHandler(pattern, ...rest) {
        super.addHandler(this.channelPrefix + pattern, ...rest);
    }
}
/** Waits for a quit that may never be answered, then cuts the connections. */
async function hangUp(quit, clients) {
    await Promise.race([
        quit.catch(() => undefined),
        once(AbortSignal.timeout(COMMAND_TIMEOUT_MS), 'abort'),
    ]);
    for (const client of clients)
        client?.disconnect();
}
/** The sending end of {@link ControlServer}. */
export class ControlClient extends ClientRedis {
    channelPrefix;
    constructor(address, channelPrefix) {
        // What cannot be sent now is not sent later: a cancel that comes late could meet another run.
        super({
            ...optionsOf(address),
            enableOfflineQueue: false,
            commandTimeout: COMMAND_TIMEOUT_MS,
        });
        this.channelPrefix = channelPrefix;
    }
    registerErrorListener(client) {
        client.on('error', () => undefined);
    }
    /** Ends the connections, at once where Redis does not answer. */
    close() {
        const clients = [this.subClient, this.pubClient];
        return hangUp(super.close(), clients);
    }
    normalizePattern(pattern) {
        return this.channelPrefix + super.normalizePattern(pattern);
    }
}
//# sourceMappingURL=control.transport.js.map