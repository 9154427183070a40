import { describe, expect, it } from '@jest/globals';
import { configuredGateway } from './openclaw.gateway.js';

const secretOf = (auth: object, env = {}) =>
  configuredGateway({ gateway: { auth } }, env).secret?.value ?? null;

describe('configuredGateway', () => {
  it.each([
    [{}, {}, 'http://127.0.0.1:18789', "OpenClaw's default port"],
    [{ port: 1234 }, {}, 'http://127.0.0.1:1234', 'gateway.port'],
    [{ port: 0 }, {}, 'http://127.0.0.1:18789', "OpenClaw's default port"],
    [{ port: 1234, bind: 'lan' }, {}, 'http://127.0.0.1:1234', 'gateway.port'],
    [{ tls: { enabled: true } }, {}, 'https://127.0.0.1:18789', "OpenClaw's default port"],
    [{ tls: { enabled: false } }, {}, 'http://127.0.0.1:18789', "OpenClaw's default port"],
    [
      { port: 1234 },
      { OPENCLAW_GATEWAY_PORT: ' 5678 ' },
      'http://127.0.0.1:5678',
      'OPENCLAW_GATEWAY_PORT',
    ],
    [{ port: 1234 }, { OPENCLAW_GATEWAY_PORT: 'x' }, 'http://127.0.0.1:1234', 'gateway.port'],
    // The port as `OPENCLAW_PROFILE=rescue openclaw gateway status` (2026.9.6) tells it.
    [
      {},
      { OPENCLAW_PROFILE: 'rescue' },
      'http://127.0.0.1:23532',
      'the default port of profile rescue',
    ],
    [{}, { OPENCLAW_PROFILE: 'Default' }, 'http://127.0.0.1:18789', "OpenClaw's default port"],
    [
      { mode: 'remote', remote: { url: 'wss://far.example/' } },
      {},
      'https://far.example',
      'gateway.remote.url',
    ],
    [
      { mode: 'local', remote: { url: 'wss://far.example' } },
      {},
      'http://127.0.0.1:18789',
      "OpenClaw's default port",
    ],
    [{ port: 1 }, { OPENCLAW_GATEWAY_URL: 'ws://h:2' }, 'http://h:2', 'OPENCLAW_GATEWAY_URL'],
  ])('finds the address of %j with %j', (gateway, env, url, urlFrom) => {
    expect(configuredGateway({ gateway }, env)).toMatchObject({ url, urlFrom });
  });

  it.each([
    [{ token: 't' }, {}, 't'],
    [{ token: 't' }, { OPENCLAW_GATEWAY_TOKEN: 'e' }, 't'],
    [{}, { OPENCLAW_GATEWAY_TOKEN: 'e' }, 'e'],
    [{ mode: 'token', token: 't', password: 'p' }, {}, 't'],
    [{ mode: 'password', token: 't', password: 'p' }, {}, 'p'],
    [{ mode: 'password' }, { OPENCLAW_GATEWAY_PASSWORD: 'e' }, 'e'],
    [{ password: 'p' }, {}, 'p'],
    [{ mode: 'none', token: 't' }, { OPENCLAW_GATEWAY_TOKEN: 'e' }, null],
    [{ mode: 'trusted-proxy', password: 'p' }, {}, 'p'],
    [{ token: '${X}' }, { OPENCLAW_GATEWAY_TOKEN: 'e' }, 'e'],
    [{}, {}, null],
  ])('takes the secret of auth %j with %j', (auth, env, secret) => {
    expect(secretOf(auth, env)).toBe(secret);
  });

  it('tells that a secret is there which it cannot read', () => {
    const gateway = { auth: { token: { source: 'exec', id: 'x' } } };
    expect(configuredGateway({ gateway }, {}).secret).toMatchObject({
      value: null,
      from: 'gateway.auth.token',
    });
  });

  it('takes the secret of a remote gateway from there, not that of the local one', () => {
    const gateway = (remote: object) => ({
      gateway: { mode: 'remote', auth: { token: 'local' }, remote: { url: 'wss://h', ...remote } },
    });
    const secret = (remote: object, env = {}) =>
      configuredGateway(gateway(remote), env).secret?.value;
    expect(secret({ token: 'r' }, { OPENCLAW_GATEWAY_TOKEN: 'e' })).toBe('r');
    expect(secret({ password: 'p' })).toBe('p');
    expect(secret({}, { OPENCLAW_GATEWAY_TOKEN: 'e' })).toBe('e');
    expect(secret({})).toBeUndefined();
    // OpenClaw's own rule: an address of the environment gets secrets of the environment alone.
    expect(secret({ token: 'r' }, { OPENCLAW_GATEWAY_URL: 'wss://else' })).toBeUndefined();
  });

  it('says that nothing but its proxy opens a gateway behind one', () => {
    const gateway = { auth: { mode: 'trusted-proxy', token: 't' } };
    expect(() => configuredGateway({ gateway }, {})).toThrow(
      expect.objectContaining({
        code: 'auth_unsupported',
        message: expect.stringContaining('gateway.auth.password'),
      }),
    );
  });
});
