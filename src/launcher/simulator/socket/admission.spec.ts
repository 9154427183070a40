import { beforeEach, describe, expect, it } from '@jest/globals';
import { buildDeviceAuthPayloadV3 } from '@openclaw/gateway-client';
import {
  identityOf,
  newPrivateKey,
  rawPublicKey,
  signPayload,
} from '../../../v1/socket/device.key.js';
import { Admission } from './admission.js';

const NONCE = 'nonce';
const SCOPES = ['operator.read', 'operator.write'];
const key = identityOf(newPrivateKey());
if (!key) throw new Error('no key');
const { deviceId, privateKeyPem, publicKeyPem } = key;

/** What a client asks with, signed; `changed` is what it says otherwise than it signed. */
function asking(changed: object = {}, device: object = {}) {
  const client = { id: 'gateway-client', mode: 'backend', platform: 'linux' };
  const signedAt = Date.now();
  const payload = buildDeviceAuthPayloadV3({
    deviceId,
    clientId: client.id,
    clientMode: client.mode,
    role: 'operator',
    scopes: SCOPES,
    signedAtMs: signedAt,
    token: 'the-token',
    nonce: NONCE,
    platform: client.platform,
  });
  const signature = signPayload(privateKeyPem, payload);
  const proof = { id: deviceId, publicKey: rawPublicKey(publicKeyPem), signature, signedAt };
  return {
    maxProtocol: 4,
    role: 'operator',
    scopes: SCOPES,
    client,
    auth: { token: 'the-token' },
    device: { ...proof, nonce: NONCE, ...device },
    ...changed,
  };
}

let admission: Admission;
beforeEach(() => {
  admission = new Admission('the-token', true);
});
const refusedWith = (code: string) => expect.objectContaining({ shape: shapeOf(code) });
const shapeOf = (code: string): unknown =>
  expect.objectContaining({ details: expect.objectContaining({ code }) });

describe('a simulator that demands pairing', () => {
  it('gives no permission without a device', () => {
    expect(admission.admit(asking({ device: undefined }), NONCE)).toMatchObject({ scopes: [] });
  });

  it('has one request for a device, until that is approved', () => {
    for (let i = 0; i < 2; i++) {
      expect(thrownBy(() => admission.admit(asking(), NONCE))).toEqual(
        refusedWith('PAIRING_REQUIRED'),
      );
    }
    expect(admission.requests).toEqual([
      { requestId: expect.any(String), deviceId, scopes: SCOPES },
    ]);
    admission.approve('another');
    admission.approve(admission.requests[0]?.requestId ?? '');
    expect(admission.requests).toEqual([]);
    expect(admission.admit(asking(), NONCE)).toEqual({
      role: 'operator',
      scopes: SCOPES,
      deviceToken: expect.any(String),
    });
  });

  it.each<[string, object, object, string]>([
    ['the id of another', {}, { id: 'x' }, 'DEVICE_AUTH_DEVICE_ID_MISMATCH'],
    ['an old signature', {}, { signedAt: 1 }, 'DEVICE_AUTH_SIGNATURE_EXPIRED'],
    ['another challenge', {}, { nonce: 'x' }, 'DEVICE_AUTH_NONCE_MISMATCH'],
    ['another signature', {}, { signature: 'x' }, 'DEVICE_AUTH_SIGNATURE_INVALID'],
    ['more than it signed', { scopes: ['operator.admin'] }, {}, 'DEVICE_AUTH_SIGNATURE_INVALID'],
    ['another token', { auth: { token: 'x' } }, {}, 'AUTH_TOKEN_MISMATCH'],
  ])('refuses %s', (_, changed, device, code) => {
    expect(thrownBy(() => admission.admit(asking(changed, device), NONCE))).toEqual(
      refusedWith(code),
    );
    expect(admission.requests).toEqual([]);
  });
});

function thrownBy(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}
