import { GatewayClient, isGatewayProtocolResponseError, } from '@openclaw/gateway-client';
import { GATEWAY_CLIENT_CAPS } from '@openclaw/gateway-protocol/client-info';
import { PROTOCOL_VERSION } from '@openclaw/gateway-protocol/version';
import { stopped } from '../deadlines.js';
import { notBegun } from '../failures.js';
import { property, stringOrNull } from '../json.js';
import { V1Error } from '../v1.error.js';
import { classifyNoLink, noPermission } from './link.errors.js';
/** Never more: not to ask is to be given all, which is full access to the user's machine. */
const SCOPES = ['operator.read', 'operator.write'];
/** How long a failure to connect holds for all who ask, in ms. */
const HOLD_OFF_MS = 250;
const WRITE = 'operator.write';
/** What V1 tells of runs: all that is told to everybody, and details to who asked for them. */
const EVENTS = ['agent', 'session.tool'];
/** Whether V1 itself answered, and said no: then all else is certain, too. */
export const isRefusal = isGatewayProtocolResponseError;
/**
 * The one connection of a worker to V1. The library brings it back whenever it breaks; who needs it
 * sooner than that asks for it with {@link ready}.
 */
export class GatewayLink {
    options;
    simulated = false;
    /** What V1 last permitted; a part of what it was asked for. */
    permissions = [];
    client = null;
    isUp = false;
    isClosed = false;
    failure = null;
    failedAt = 0;
    attempt = null;
    listeners = new Set();
    constructor(options) {
        this.options = options;
    }
    /** @throws V1Error at once where it does not come about, which is always that of a run not begun */
    async ready() {
        if (this.isUp)
            return;
        if (this.isClosed)
            throw new V1Error(stopped(false));
        // A hundred runs that wait for V1 are not to knock a hundred times.
        if (this.failure && performance.now() - this.failedAt < HOLD_OFF_MS)
            throw this.failure;
        await (this.attempt ?? this.connect()).promise;
    }
    request(method, params, options = {}) {
        if (!this.client)
            return Promise.reject(new Error('not connected'));
        return this.client.request(method, params, options);
    }
    /** Every event of any run, of ours and of others. @returns ends it */
    listen(listener) {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
    }
    async close() {
        this.isUp = false;
        this.isClosed = true;
        const { client } = this;
        this.client = null;
        await client?.stopAndWait().catch(() => undefined);
    }
    connect() {
        // One that waits to try again, or has given up on a wrong token, is not waited for.
        const before = this.client;
        this.client = null;
        before?.stop();
        const client = this.open();
        const attempt = Promise.withResolvers();
        this.attempt = attempt;
        const timer = setTimeout(() => {
            this.fail(client, tooSlow(this.options));
        }, this.options.connectMs);
        const settle = () => {
            clearTimeout(timer);
            if (this.attempt === attempt)
                this.attempt = null;
        };
        attempt.promise.then(settle, settle);
        this.client = client;
        client.start();
        return attempt;
    }
    /** @throws V1Error where our device cannot be read */
    open() {
        try {
            return this.newClient();
        }
        catch (error) {
            throw this.noLink(error);
        }
    }
    newClient() {
        const { url, token, device, withDetails } = this.options;
        const client = new GatewayClient({
            url,
            ...(token !== null && { token }),
            minProtocol: PROTOCOL_VERSION,
            maxProtocol: PROTOCOL_VERSION,
            role: 'operator',
            scopes: SCOPES,
            caps: withDetails ? [GATEWAY_CLIENT_CAPS.TOOL_EVENTS] : [],
            hostDeps: device,
            onHelloOk: (hello) => {
                this.greeted(client, hello);
            },
            onConnectError: (error) => {
                this.fail(client, this.noLink(error));
            },
            onClose: () => {
                if (this.client === client)
                    this.isUp = false;
            },
            onEvent: ({ event, payload }) => {
                if (EVENTS.includes(event) && this.client === client)
                    this.tell(payload);
            },
        });
        return client;
    }
    greeted(client, hello) {
        if (this.client !== client)
            return;
        this.simulated = property(property(hello, 'server'), 'version') === 'simulator';
        const scopes = property(property(hello, 'auth'), 'scopes');
        this.permissions = Array.isArray(scopes) ? scopes.map(String) : SCOPES;
        if (!this.permissions.includes(WRITE)) {
            client.stop();
            this.fail(client, new V1Error(noPermission(`V1 left ${WRITE} out`)));
            return;
        }
        this.isUp = true;
        this.failure = null;
        if (this.options.withDetails)
            this.subscribe(client);
        this.attempt?.resolve(undefined);
    }
    /** Of a run that another connection started, details are told to who asks for those of all. */
    subscribe(client) {
        client.request('sessions.subscribe', {}).catch(() => {
            // Then there are none.
        });
    }
    noLink(error) {
        const { url, token } = this.options;
        return new V1Error(classifyNoLink(error, url, token), error);
    }
    fail(client, error) {
        if (this.client !== client)
            return;
        this.failure = error;
        this.failedAt = performance.now();
        this.attempt?.reject(error);
    }
    tell(payload) {
        const runId = stringOrNull(property(payload, 'runId'));
        const stream = stringOrNull(property(payload, 'stream'));
        if (runId === null || stream === null)
            return;
        const event = { runId, stream, data: property(payload, 'data') };
        for (const listener of this.listeners)
            listener(event);
    }
}
const tooSlow = ({ url, connectMs }) => new V1Error(notBegun('v1_unavailable', `V1 at ${url} did not accept a connection within ${connectMs} ms.`));
//# sourceMappingURL=gateway.link.js.map