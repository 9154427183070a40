import { createHash, createPublicKey, verify } from 'node:crypto';
import { buildDeviceAuthPayloadV3 } from '@openclaw/gateway-client';
import { recordOf } from '../simulator.fields.js';
import { RpcError } from './rpc.js';
/** How old a signature may be, in ms. */
const MAX_AGE_MS = 120_000;
/**
 * Which device a connection is, by its signature of what it asks for and of the challenge.
 * @throws RpcError where it does not prove that
 */
export function provenDevice(params, nonce) {
    const device = recordOf(params.device);
    const raw = Buffer.from(String(device.publicKey), 'base64url');
    const id = createHash('sha256').update(raw).digest('hex');
    if (id !== device.id)
        throw refused('DEVICE_ID_MISMATCH', 'device identity mismatch');
    if (!(Math.abs(Date.now() - Number(device.signedAt)) <= MAX_AGE_MS)) {
        throw refused('SIGNATURE_EXPIRED', 'device signature expired');
    }
    if (device.nonce !== nonce)
        throw refused('NONCE_MISMATCH', 'device nonce mismatch');
    if (!isSigned(params, device))
        throw refused('SIGNATURE_INVALID', 'device signature invalid');
    return id;
}
function isSigned(params, device) {
    const client = recordOf(params.client);
    const auth = recordOf(params.auth);
    const payload = buildDeviceAuthPayloadV3({
        deviceId: String(device.id),
        clientId: String(client.id),
        clientMode: String(client.mode),
        role: String(params.role),
        scopes: params.scopes,
        signedAtMs: Number(device.signedAt),
        token: auth.token ?? auth.deviceToken ?? null,
        nonce: String(device.nonce),
        platform: client.platform,
        deviceFamily: client.deviceFamily,
    });
    const key = { kty: 'OKP', crv: 'Ed25519', x: String(device.publicKey) };
    const signature = Buffer.from(String(device.signature), 'base64url');
    return verify(null, Buffer.from(payload), createPublicKey({ key, format: 'jwk' }), signature);
}
const refused = (code, message) => new RpcError('INVALID_REQUEST', message, { details: { code: `DEVICE_AUTH_${code}` } });
//# sourceMappingURL=device.proof.js.map