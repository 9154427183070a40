import { property, stringOrNull } from '../v1/json.js';
import { ConnectError } from './connect.error.js';
import { readSecret, secretOfVariable } from './openclaw.secret.js';
const DEFAULT_PORT = 18_789;
/**
 * Reads where OpenClaw's clients on this machine find the gateway, and what it takes.
 * @throws ConnectError `auth_unsupported` where no bearer token opens it
 */
export function configuredGateway(config, env) {
    const gateway = property(config, 'gateway');
    const fromEnvironment = env.OPENCLAW_GATEWAY_URL?.trim();
    // OpenClaw's own clients send no secret of the configuration to an address from elsewhere.
    if (fromEnvironment) {
        return remoteGateway(fromEnvironment, 'OPENCLAW_GATEWAY_URL', secretOfVariables(env));
    }
    const remote = property(gateway, 'remote');
    const url = stringOrNull(property(remote, 'url'))?.trim();
    if (property(gateway, 'mode') === 'remote' && url) {
        const secret = secretAt(remote, 'gateway.remote', 'token', env);
        const password = secretAt(remote, 'gateway.remote', 'password', env);
        return remoteGateway(url, 'gateway.remote.url', secret ?? password ?? secretOfVariables(env));
    }
    return { ...localAddress(gateway, env), secret: localSecret(gateway, env) };
}
/** Clients of OpenClaw speak WebSocket; HTTP is on the same port. */
const remoteGateway = (url, urlFrom, secret) => ({
    url: url.replace(/^ws(s?):/i, 'http$1:').replace(/\/+$/, ''),
    urlFrom,
    secret,
});
/** Whatever else it binds to, OpenClaw listens on loopback for those on the same machine. */
function localAddress(gateway, env) {
    const scheme = property(property(gateway, 'tls'), 'enabled') === true ? 'https' : 'http';
    const at = (port) => `${scheme}://127.0.0.1:${port}`;
    const variable = Number(env.OPENCLAW_GATEWAY_PORT?.trim());
    if (isPort(variable))
        return { url: at(variable), urlFrom: 'OPENCLAW_GATEWAY_PORT' };
    const configured = property(gateway, 'port');
    if (isPort(configured))
        return { url: at(configured), urlFrom: 'gateway.port' };
    const profile = env.OPENCLAW_PROFILE?.trim() ?? '';
    if (profile === '' || profile.toLowerCase() === 'default') {
        return { url: at(DEFAULT_PORT), urlFrom: "OpenClaw's default port" };
    }
    return { url: at(portOfProfile(profile)), urlFrom: `the default port of profile ${profile}` };
}
const isPort = (value) => Number.isInteger(value) && Number(value) > 0 && Number(value) < 65_536;
/** OpenClaw derives the port of a profile from a hash of its name (FNV-1a). */
function portOfProfile(profile) {
    let hash = 2_166_136_261;
    for (const byte of Buffer.from(profile))
        hash = Math.imul(hash ^ byte, 16_777_619) >>> 0;
    return 20_000 + (hash % 40_000);
}
/** What the gateway on this machine takes. Its configuration counts before its environment. */
function localSecret(gateway, env) {
    const auth = property(gateway, 'auth');
    const token = pick(secretAt(auth, 'gateway.auth', 'token', env), secretOfVariable('OPENCLAW_GATEWAY_TOKEN', env));
    const password = pick(secretAt(auth, 'gateway.auth', 'password', env), secretOfVariable('OPENCLAW_GATEWAY_PASSWORD', env));
    switch (property(auth, 'mode')) {
        case 'none':
            return null;
        case 'token':
            return token;
        case 'password':
            return password;
        case 'trusted-proxy':
            if (password)
                return password;
            throw new ConnectError('auth_unsupported', 'This OpenClaw takes callers from its proxy alone (gateway.auth.mode is trusted-proxy).', 'Set gateway.auth.password in it: with that, it also takes callers on the same machine.');
        default:
            return password ?? token;
    }
}
/** The first that is known, else the first that is there. */
const pick = (...secrets) => secrets.find((secret) => secret !== null && secret.value !== null) ??
    secrets.find((secret) => secret !== null) ??
    null;
const secretAt = (node, path, name, env) => readSecret(property(node, name), `${path}.${name}`, env);
const secretOfVariables = (env) => secretOfVariable('OPENCLAW_GATEWAY_TOKEN', env) ??
    secretOfVariable('OPENCLAW_GATEWAY_PASSWORD', env);
//# sourceMappingURL=openclaw.gateway.js.map