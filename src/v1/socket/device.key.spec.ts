import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { identityOf, newPrivateKey, rawPublicKey, signPayload } from './device.key.js';

/** The first test vector of RFC 8032, 7.1. */
const SECRET = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const PUBLIC = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
const PKCS8 = '302e020100300506032b657004220420';
const pem = (hex: string) =>
  `-----BEGIN PRIVATE KEY-----\n${Buffer.from(hex, 'hex').toString('base64')}\n-----END PRIVATE KEY-----\n`;

describe('a device key', () => {
  it('is known by the hash of its public half', () => {
    const identity = identityOf(pem(PKCS8 + SECRET));
    expect(
      Buffer.from(rawPublicKey(identity?.publicKeyPem ?? ''), 'base64url').toString('hex'),
    ).toBe(PUBLIC);
    expect(identity?.deviceId).toBe(
      '21fe31dfa154a261626bf854046fd2271b7bed4b6abe45aa58877ef47f9721b9',
    );
  });

  it('signs what its public half verifies', () => {
    const identity = identityOf(newPrivateKey());
    const signature = signPayload(identity?.privateKeyPem ?? '', 'v3|Grüße');
    const key = createPublicKey(identity?.publicKeyPem ?? '');
    const signed = (text: string) =>
      verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
    expect([signed('v3|Grüße'), signed('v3|Gruesse')]).toEqual([true, false]);
  });

  it('is new each time', () => {
    expect(newPrivateKey()).not.toBe(newPrivateKey());
  });

  it.each([
    ['no key', 'x'],
    ['another kind of key', rsa()],
  ])('is not made of %s', (_, text) => {
    expect(identityOf(text)).toBeNull();
  });
});

function rsa(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1_024 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
