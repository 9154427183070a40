import { randomUUID } from 'node:crypto';
import { buildPairingConnectErrorDetails, buildPairingConnectErrorMessage, } from '@openclaw/gateway-protocol/connect-error-details';
import { recordOf } from '../simulator.fields.js';
import { provenDevice } from './device.proof.js';
import { RpcError } from './rpc.js';
const PROTOCOL = 4;
const SCOPES = ['operator.read', 'operator.write'];
/** Who may connect, and to do what. What stands here outlives a crash. */
export class Admission {
    token;
    pairing;
    /** Those that nobody has approved. */
    requests = [];
    /** Tokens of the devices that were approved, by device. */
    paired = new Map();
    /** @param pairing whether permissions are for approved devices alone, as for other machines */
    constructor(token, pairing) {
        this.token = token;
        this.pairing = pairing;
    }
    /** What one that asks with `params`, challenged with the nonce, is given. @throws RpcError */
    admit(params, nonce) {
        const device = recordOf(params.device).id;
        if (!this.knows(recordOf(params.auth), String(device)))
            throw wrongToken();
        if (params.maxProtocol !== PROTOCOL)
            throw new RpcError('INVALID_REQUEST', 'protocol mismatch');
        const asked = Array.isArray(params.scopes) ? params.scopes : [];
        const given = { role: 'operator', scopes: SCOPES.filter((x) => asked.includes(x)) };
        if (device === undefined)
            return this.pairing ? { ...given, scopes: [] } : given;
        const deviceId = provenDevice(params, nonce);
        if (!this.pairing)
            return given;
        const deviceToken = this.paired.get(deviceId);
        if (deviceToken === undefined)
            throw notPaired(this.request(deviceId, asked.map(String)));
        return { ...given, deviceToken };
    }
    /** Says yes to a request, once. */
    approve(requestId) {
        const at = this.requests.findIndex((request) => request.requestId === requestId);
        const [request] = at < 0 ? [] : this.requests.splice(at, 1);
        if (request)
            this.paired.set(request.deviceId, randomUUID());
    }
    knows({ token, deviceToken }, deviceId) {
        if (token === this.token)
            return true;
        return deviceToken !== undefined && deviceToken === this.paired.get(deviceId);
    }
    /** Recorded: it stays one request, however often its device comes. */
    request(deviceId, scopes) {
        const before = this.requests.find((request) => request.deviceId === deviceId);
        if (before)
            return before;
        const request = { requestId: randomUUID(), deviceId, scopes };
        this.requests.push(request);
        return request;
    }
}
const wrongToken = () => new RpcError('INVALID_REQUEST', 'unauthorized: gateway token mismatch (provide gateway auth token)', { details: { code: 'AUTH_TOKEN_MISMATCH', authReason: 'token_mismatch' }, retryable: false });
const notPaired = ({ requestId, deviceId }) => new RpcError('NOT_PAIRED', buildPairingConnectErrorMessage('not-paired'), {
    details: buildPairingConnectErrorDetails({ reason: 'not-paired', requestId, deviceId }),
});
//# sourceMappingURL=admission.js.map