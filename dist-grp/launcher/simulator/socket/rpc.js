import { recordOf } from '../simulator.fields.js';
/** An error that a method answers with, in the shape of V1's WebSocket protocol. */
export class RpcError extends Error {
    code;
    more;
    name = 'RpcError';
    constructor(code, message, more = {}) {
        super(message);
        this.code = code;
        this.more = more;
    }
    get shape() {
        return { code: this.code, message: this.message, ...this.more };
    }
}
/** What a method of a gateway that is about to stop answers. */
export const restarting = (method) => new RpcError('UNAVAILABLE', `${method} unavailable during gateway restart`, {
    details: { method, reason: 'gateway-restarting', phase: 'accepting' },
    retryable: true,
    retryAfterMs: 1_000,
});
/**
 * What a method is asked with. V1 is strict: what it does not know, it refuses.
 * @throws RpcError
 */
export function readParams(method, params, known, required) {
    const fields = recordOf(params);
    const refuse = (what) => new RpcError('INVALID_REQUEST', `invalid ${method} params: at ${what}`);
    for (const [name, value] of Object.entries(fields)) {
        const kind = known[name];
        if (kind === undefined)
            throw refuse(`root: unexpected property '${name}'`);
        if (typeof value !== kind)
            throw refuse(`/${name}: must be ${kind}`);
    }
    for (const name of required) {
        if (fields[name] === undefined)
            throw refuse(`root: must have required property '${name}'`);
        if (fields[name] === '')
            throw refuse(`/${name}: must not have fewer than 1 characters`);
    }
    return fields;
}
/** What a status of HTTP is over a WebSocket: a refusal, before a run begins. */
export const refusal = ({ status, message, retryAfter }) => status === 429 || status === 503
    ? new RpcError('UNAVAILABLE', message, {
        retryable: true,
        retryAfterMs: Number(retryAfter ?? 1) * 1_000,
    })
    : new RpcError('INVALID_REQUEST', message);
//# sourceMappingURL=rpc.js.map