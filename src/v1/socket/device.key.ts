import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import type { DeviceIdentity } from '@openclaw/gateway-client';

/** A new Ed25519 key, as PEM. */
export const newPrivateKey = (): string => pemOf(generateKeyPairSync('ed25519').privateKey);

/** Who the holder of a key is to V1. @returns null where the text is no Ed25519 key */
export function identityOf(privateKeyPem: string): DeviceIdentity | null {
  const privateKey = readKey(privateKeyPem);
  if (privateKey?.asymmetricKeyType !== 'ed25519') return null;
  const publicKeyPem = createPublicKey(privateKey)
    .export({ type: 'spki', format: 'pem' })
    .toString();
  const raw = Buffer.from(rawPublicKey(publicKeyPem), 'base64url');
  const deviceId = createHash('sha256').update(raw).digest('hex');
  return { deviceId, privateKeyPem: pemOf(privateKey), publicKeyPem };
}

/** The 32 bytes of an Ed25519 key that is public, in base64url. */
export const rawPublicKey = (publicKeyPem: string): string =>
  createPublicKey(publicKeyPem).export({ format: 'jwk' }).x ?? '';

/** @returns the signature in base64url */
export const signPayload = (privateKeyPem: string, payload: string): string =>
  sign(null, Buffer.from(payload), privateKeyPem).toString('base64url');

const pemOf = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

function readKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}
