import { isIPv4 } from 'node:net';
import { EnvReader } from './env.reader.js';
/** Whether nobody but this machine reaches a host. */
const isLoopback = (host) => host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
const HOST = /^[A-Za-z0-9.:[\]-]{1,253}$/;
const NAME = /^[A-Za-z0-9._-]{1,64}$/;
const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MIB = 1_048_576;
/** Shorter secrets can be guessed. */
const MIN_SECRET_LENGTH = 16;
const V1_PROTOCOLS = ['http', 'ws'];
const WHY_NO_PLAIN_WS = '(where this is unset it follows V1_URL): V1_TOKEN, which is full access to OpenClaw, would cross ' +
    'the network in the clear. An SSH tunnel to the machine of OpenClaw ends on this one';
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
/**
 * The whole configuration: read once from the environment, checked, frozen, and injected by class.
 * Names, defaults and units stand here and are described in `.env.example`. Times are milliseconds,
 * sizes are bytes.
 */
export class AppConfig {
    gatewayHost;
    gatewayPort;
    workerHost;
    /** `null`: 8001, or the next free port. */
    workerPort;
    /** Runs at once in one worker. */
    workerConcurrency;
    /** Runs at once over all workers; 0 means no bound. */
    v1MaxConcurrent;
    redis;
    /** Stands before every key and channel. In braces, so that a Redis Cluster keeps all in one slot. */
    keyPrefix;
    /** Base URL of the OpenClaw gateway, without a slash at the end. */
    v1Url;
    /** Over which of V1's protocols runs travel. */
    v1Protocol;
    /** Where V1 speaks its WebSocket protocol. */
    v1WsUrl;
    v1Token;
    /** Where the key is kept by which V1 knows this machine, if it has one. */
    v1DeviceFile;
    /** Whether what agents ask their tools, and what these answer, is kept with a task. */
    showToolDetails;
    /** Whether neither V1_URL nor V1_TOKEN is set: then there is no V1 to talk to but a simulated one. */
    v1Unconfigured;
    v1AgentId;
    v1Model;
    v1ConnectTimeoutMs;
    v1IdleTimeoutMs;
    taskTimeoutMs;
    taskExpiresMs;
    taskTtlMs;
    idempotencyTtlMs;
    maxContentBytes;
    maxResultBytes;
    maxQueueDepth;
    /** Requests of one gateway that wait for tasks to end. */
    maxWaiters;
    leaseMs;
    drainTimeoutMs;
    reconcileIntervalMs;
    retryBackoffMs;
    retryBackoffMaxMs;
    /** Empty: nobody is asked for a key. */
    apiKeys;
    /** Host names that a request may be meant for, in lower case, without ports. */
    allowedHosts;
    logLevel;
    /** `null`: pretty on a terminal, else json. */
    logFormat;
    /** @throws ConfigError naming every variable that cannot be used */
    constructor(environment) {
        const env = new EnvReader(environment);
        this.gatewayHost = env.text('GATEWAY_HOST', '127.0.0.1', HOST, 'a host name or an IP address');
        this.gatewayPort = env.integer('GATEWAY_PORT', 8000, 0, 65_535);
        this.workerHost = env.text('WORKER_HOST', '127.0.0.1', HOST, 'a host name or an IP address');
        this.workerPort = env.isSet('WORKER_PORT') ? env.integer('WORKER_PORT', 0, 0, 65_535) : null;
        this.workerConcurrency = env.integer('WORKER_CONCURRENCY', 100, 1, 100_000);
        this.v1MaxConcurrent = env.integer('V1_MAX_CONCURRENT', 8, 0, 1_000_000);
        this.redis = redisAddress(env);
        this.keyPrefix = env.text('KEY_PREFIX', '{openclaw}', /^\{[A-Za-z0-9._-]{1,64}\}$/, 'a name of 1 to 64 letters, digits, dots, dashes or underscores in braces, such as {openclaw}');
        const v1Url = env.url('V1_URL', 'http://127.0.0.1:18790', ['http:', 'https:']);
        if (v1Url.username !== '' || v1Url.password !== '') {
            env.reject('V1_URL', 'no user and password in it: V1_TOKEN is what V1 takes');
        }
        this.v1Url = v1Url.origin + v1Url.pathname.replace(/\/+$/, '');
        this.v1Protocol = env.oneOf('V1_PROTOCOL', 'http', V1_PROTOCOLS);
        this.v1WsUrl = v1WsUrl(env, this.v1Url);
        if (this.v1Protocol === 'ws' && this.v1WsIsPlainAndForeign) {
            env.reject('V1_WS_URL', `wss://, or ws:// to this machine ${WHY_NO_PLAIN_WS}`);
        }
        this.v1Token = env.text('V1_TOKEN', null, /^[\x21-\x7e]+$/, 'a token without spaces');
        this.v1DeviceFile = env.text('V1_DEVICE_FILE', '.data/v1-device.json', /./, 'a path of a file');
        this.showToolDetails = env.oneOf('SHOW_TOOL_DETAILS', 'false', ['true', 'false']) === 'true';
        this.v1Unconfigured = !['V1_URL', 'V1_WS_URL', 'V1_TOKEN'].some((name) => env.isSet(name));
        this.v1AgentId = env.text('V1_AGENT_ID', 'main', NAME, 'an agent id of V1, such as main');
        this.v1Model = env.text('V1_MODEL', 'openclaw', /^openclaw(\/[A-Za-z0-9._-]{1,64})?$/, 'openclaw or openclaw/<agent id>');
        this.v1ConnectTimeoutMs = env.duration('V1_CONNECT_TIMEOUT_MS', 5 * SECOND, 1);
        this.v1IdleTimeoutMs = env.duration('V1_IDLE_TIMEOUT_MS', HOUR / 2, 1);
        this.taskTimeoutMs = env.duration('TASK_TIMEOUT_MS', 6 * HOUR, 1);
        this.taskExpiresMs = env.duration('TASK_EXPIRES_MS', DAY, 1);
        this.taskTtlMs = env.duration('TASK_TTL_MS', 7 * DAY, SECOND);
        this.idempotencyTtlMs = env.duration('IDEMPOTENCY_TTL_MS', DAY, SECOND);
        this.maxContentBytes = env.integer('MAX_CONTENT_BYTES', MIB, 1, 16 * MIB);
        this.maxResultBytes = env.integer('MAX_RESULT_BYTES', 8 * MIB, 1, 256 * MIB);
        this.maxWaiters = env.integer('MAX_WAITERS', 10_000, 0, 1_000_000);
        this.maxQueueDepth = env.integer('MAX_QUEUE_DEPTH', 100_000, 1, 100_000_000);
        this.leaseMs = env.timer('LEASE_MS', 30 * SECOND, SECOND);
        this.drainTimeoutMs = env.timer('DRAIN_TIMEOUT_MS', 30 * SECOND, 0);
        this.reconcileIntervalMs = env.timer('RECONCILE_INTERVAL_MS', 15 * SECOND, 50);
        this.retryBackoffMs = env.duration('RETRY_BACKOFF_MS', SECOND, 1);
        this.retryBackoffMaxMs = env.duration('RETRY_BACKOFF_MAX_MS', 60 * SECOND, 1);
        this.logLevel = env.oneOf('LOG_LEVEL', 'info', LOG_LEVELS);
        this.logFormat =
            env.oneOf('LOG_FORMAT', '', ['pretty', 'json']) || null;
        this.apiKeys = apiKeys(env);
        this.allowedHosts = env.list('ALLOWED_HOSTS', ['localhost', '127.0.0.1', '[::1]'], 'host names without ports, with commas between them', (text) => (HOST.test(text) ? text.toLowerCase() : undefined));
        if (!isLoopback(this.gatewayHost)) {
            const why = 'since GATEWAY_HOST is not a loopback address';
            if (!env.isSet('API_KEYS'))
                env.reject('API_KEYS', `keys (name:secret,...) ${why}`);
            if (!env.isSet('ALLOWED_HOSTS')) {
                env.reject('ALLOWED_HOSTS', `the host names that clients use ${why}`);
            }
        }
        if (this.taskTtlMs < this.idempotencyTtlMs) {
            env.reject('TASK_TTL_MS', `at least IDEMPOTENCY_TTL_MS (${this.idempotencyTtlMs}): a key must not outlive its task`);
        }
        env.throwIfBad();
        Object.freeze(this);
    }
    /** Whether V1's token would cross a network in the clear. */
    get v1IsPlainAndForeign() {
        return crossesNetworkInTheClear(this.v1Url);
    }
    /** The same over V1's WebSocket, which workers refuse. */
    get v1WsIsPlainAndForeign() {
        return crossesNetworkInTheClear(this.v1WsUrl);
    }
}
function crossesNetworkInTheClear(text) {
    const { protocol, hostname } = new URL(text);
    const isPlain = protocol === 'http:' || protocol === 'ws:';
    return isPlain && !isLoopback(hostname.replace(/^\[|\]$/g, ''));
}
/** V1 speaks both of its protocols on one port. */
function v1WsUrl(env, v1Url) {
    const url = env.url('V1_WS_URL', v1Url.replace(/^http/, 'ws'), ['ws:', 'wss:']);
    if (url.username !== '' || url.password !== '') {
        env.reject('V1_WS_URL', 'no user and password in it: V1_TOKEN is what V1 takes');
    }
    return url.protocol + '//' + url.host + url.pathname.replace(/\/+$/, '');
}
function apiKeys(env) {
    const expected = `name:secret,... with names of letters, digits, dots, dashes and underscores and secrets of at ` +
        `least ${MIN_SECRET_LENGTH} visible characters`;
    const keys = env.list('API_KEYS', [], expected, (text) => {
        const [, name = '', secret = ''] = /^([^:]*):([\x21-\x7e]+)$/.exec(text) ?? [];
        return NAME.test(name) && secret.length >= MIN_SECRET_LENGTH ? { name, secret } : undefined;
    });
    // V1 lower-cases its session keys: two names that differ in case alone would share sessions.
    const names = new Set(keys.map(({ name }) => name.toLowerCase()));
    if (names.size < keys.length)
        env.reject('API_KEYS', 'names that differ in more than their case');
    return keys;
}
function decoded(part, env) {
    try {
        return decodeURIComponent(part);
    }
    catch {
        env.reject('REDIS_URL', 'a user and password in which % is written as %25');
        return '';
    }
}
function redisAddress(env) {
    const url = env.url('REDIS_URL', 'redis://127.0.0.1:6379', ['redis:', 'rediss:']);
    const db = /^\/?(\d{0,5})$/.exec(url.pathname)?.[1];
    if (db === undefined)
        env.reject('REDIS_URL', 'a path that is a database number, such as /0');
    return {
        host: url.hostname.replace(/^\[|\]$/g, ''),
        port: Number(url.port || 6379),
        db: Number(db ?? 0),
        ...(url.username && { username: decoded(url.username, env) }),
        ...(url.password && { password: decoded(url.password, env) }),
        ...(url.protocol === 'rediss:' && { tls: {} }),
    };
}
//# sourceMappingURL=app.config.js.map