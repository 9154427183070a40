import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, } from 'node:crypto';
/** A new Ed25519 key, as PEM. */
export const newPrivateKey = () => pemOf(generateKeyPairSync('ed25519').privateKey);
/** Who the holder of a key is to V1. @returns null where the text is no Ed25519 key */
export function identityOf(privateKeyPem) {
    const privateKey = readKey(privateKeyPem);
    if (privateKey?.asymmetricKeyType !== 'ed25519')
        return null;
    const publicKeyPem = createPublicKey(privateKey)
        .export({ type: 'spki', format: 'pem' })
        .toString();
    const raw = Buffer.from(rawPublicKey(publicKeyPem), 'base64url');
    const deviceId = createHash('sha256').update(raw).digest('hex');
    return { deviceId, privateKeyPem: pemOf(privateKey), publicKeyPem };
}
/** The 32 bytes of an Ed25519 key that is public, in base64url. */
export const rawPublicKey = (publicKeyPem) => createPublicKey(publicKeyPem).export({ format: 'jwk' }).x ?? '';
/** @returns the signature in base64url */
export const signPayload = (privateKeyPem, payload) => sign(null, Buffer.from(payload), privateKeyPem).toString('base64url');
const pemOf = (key) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
function readKey(pem) {
    try {
        return createPrivateKey(pem);
    }
    catch {
        return null;
    }
}
//# sourceMappingURL=device.key.js.map