import { describe, expect, it } from '@jest/globals';
import { AppConfig } from './app.config.js';
import { ConfigError } from './config.error.js';

const configOf = (env: Record<string, string> = {}) => new AppConfig((name) => env[name]);
const problemsOf = (env: Record<string, string>) => {
  try {
    configOf(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

describe('AppConfig', () => {
  it('works with an empty environment', () => {
    expect(configOf()).toMatchObject({
      gatewayHost: '127.0.0.1',
      gatewayPort: 8000,
      redis: { host: '127.0.0.1', port: 6379, db: 0 },
      keyPrefix: '{openclaw}',
      v1Url: 'http://127.0.0.1:18790',
      v1Token: null,
      v1DeviceFile: '.data/v1-device.json',
      v1Unconfigured: true,
    });
  });

  it('is frozen', () => {
    expect(Object.isFrozen(configOf())).toBe(true);
  });

  it('reports every bad value at once: the variable, what was found, what was expected', () => {
    expect(
      problemsOf({
        GATEWAY_PORT: '70000',
        LEASE_MS: 'soon',
        LOG_LEVEL: 'loud',
        V1_MODEL: 'gpt-4o',
      }),
    ).toEqual([
      'GATEWAY_PORT: found "70000", expected a whole number from 0 to 65535',
      'V1_MODEL: found "gpt-4o", expected openclaw or openclaw/<agent id>',
      'LEASE_MS: found "soon", expected a whole number from 1000 to 1728000000',
      'LOG_LEVEL: found "loud", expected one of trace, debug, info, warn, error, fatal',
    ]);
  });

  it('takes an empty value for an unset one', () => {
    expect(configOf({ V1_TOKEN: '', GATEWAY_PORT: ' ' })).toMatchObject({
      v1Token: null,
      gatewayPort: 8000,
    });
  });

  it('lets others reach the API only with keys and host names', () => {
    expect(problemsOf({ GATEWAY_HOST: '0.0.0.0' })).toEqual([
      expect.stringContaining('API_KEYS: found nothing'),
      expect.stringContaining('ALLOWED_HOSTS: found nothing'),
    ]);
    const env = { API_KEYS: 'me:0123456789abcdef', ALLOWED_HOSTS: 'V2.example' };
    expect(configOf({ GATEWAY_HOST: '0.0.0.0', ...env })).toMatchObject({
      apiKeys: [{ name: 'me', secret: '0123456789abcdef' }],
      allowedHosts: ['v2.example'],
    });
  });

  it('does not echo secrets', () => {
    expect(problemsOf({ API_KEYS: 'me:hunter2' }).join()).not.toContain('hunter2');
    expect(problemsOf({ V1_TOKEN: 'my secret token' }).join()).not.toContain('secret');
    expect(problemsOf({ REDIS_URL: 'http://:hunter2@host' }).join()).not.toContain('hunter2');
  });

  it('takes REDIS_URL apart', () => {
    expect(configOf({ REDIS_URL: 'rediss://me:p%40ss@redis.example:6380/3' }).redis).toEqual({
      host: 'redis.example',
      port: 6380,
      db: 3,
      username: 'me',
      password: 'p@ss',
      tls: {},
    });
  });

  it.each([
    ['API_KEYS', 'me:short', 'at least 16'],
    ['API_KEYS', 'me:0123456789abcdef,ME:0123456789abcdef', 'differ'],
    ['ALLOWED_HOSTS', 'a b', 'host names'],
    ['TASK_TTL_MS', '5000', 'IDEMPOTENCY_TTL_MS'],
    ['KEY_PREFIX', 'openclaw', 'in braces'],
    ['REDIS_URL', 'redis://host/one', 'database number'],
    ['REDIS_URL', 'redis://u:%@host', '%25'],
    ['V1_URL', 'ftp://host', 'http://'],
    ['V1_URL', 'http://me:secret@host', 'V1_TOKEN'],
    ['V1_PROTOCOL', 'grpc', 'one of http, ws'],
    ['V1_WS_URL', 'http://host', 'ws://'],
    ['V1_WS_URL', 'wss://me:secret@host', 'V1_TOKEN'],
  ])('refuses %s=%s', (name, value, reason) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(name);
    expect(problems[0]).toContain(reason);
  });

  it.each([
    [{}, 'ws://127.0.0.1:18790'],
    [{ V1_URL: 'https://openclaw.example/base/' }, 'wss://openclaw.example/base'],
    [{ V1_URL: 'http://a.example', V1_WS_URL: 'wss://b.example:444/' }, 'wss://b.example:444'],
  ])('finds the WebSocket of %j at %s', (env, url) => {
    expect(configOf(env)).toMatchObject({ v1Protocol: 'http', v1WsUrl: url });
  });

  it('sends no token over a WebSocket in the clear', () => {
    const foreign = { V1_URL: 'http://192.0.2.7:18789' };
    expect(problemsOf({ V1_PROTOCOL: 'ws', ...foreign })).toEqual([
      expect.stringContaining('V1_WS_URL: found nothing, expected wss://'),
    ]);
    expect(problemsOf({ V1_PROTOCOL: 'ws', V1_WS_URL: 'ws://openclaw' })).toHaveLength(1);
    expect(problemsOf(foreign)).toEqual([]);
    expect(problemsOf({ V1_PROTOCOL: 'ws', ...foreign, V1_WS_URL: 'wss://openclaw' })).toEqual([]);
  });

  it.each([
    ['http://127.0.0.1:18790', false],
    ['http://[::1]:18790', false],
    ['https://openclaw.example', false],
    ['http://192.0.2.7:18790', true],
  ])('knows whether %s would carry the token in the clear: %s', (url, expected) => {
    const { v1IsPlainAndForeign, v1WsIsPlainAndForeign } = configOf({ V1_URL: url });
    expect([v1IsPlainAndForeign, v1WsIsPlainAndForeign]).toEqual([expected, expected]);
  });
});
