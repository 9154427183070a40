import { readAnswer } from '../v1/answer.js';
import { property, stringOrNull } from '../v1/json.js';
import { V1Connection } from '../v1/v1.connection.js';
import { ConnectError } from './connect.error.js';
/** Times of one question, in ms; a gateway that works hard answers late. */
const LIMITS = { connectMs: 3_000, idleMs: 10_000, totalMs: 10_000 };
const CHAT = '/v1/chat/completions';
/** What else it sends could steer the terminal that it is shown on. */
const VERSION = /^[\w.+-]{1,40}$/;
const AGENT = /^openclaw\/([\w.-]{1,64})$/;
/** An alias that `/v1/models` has among the agents. */
const ALIAS = 'default';
/** Asks an OpenClaw gateway whether V2 can use it. Starts no run. */
export class GatewayChecks {
    url;
    token;
    constructor(url, token) {
        this.url = url;
        this.token = token;
    }
    /**
     * Whether it runs and is ready.
     * @returns its version, null where it does not tell
     * @throws ConnectError `unreachable`, `not_ready`, `not_openclaw`
     */
    async version() {
        const { status, json, message } = await this.ask('/readyz');
        if (typeof property(json, 'ready') !== 'boolean') {
            throw new ConnectError('not_openclaw', `${this.url} answers, but not as an OpenClaw gateway does (GET /readyz: ${status}).`, 'Name the right one: npm run connect -- --url http://<host>:<port>');
        }
        if (status !== 200) {
            const state = stringOrNull(message) ?? 'no reason';
            throw new ConnectError('not_ready', `OpenClaw is not ready yet (${state}). Try again soon.`);
        }
        const version = stringOrNull(property((await this.ask('/startupz')).json, 'version'));
        return version !== null && VERSION.test(version) ? version : null;
    }
    /** Whether it offers chat completions: a GET of them is refused by its method, else not found. */
    async offersChatCompletions() {
        return (await this.ask(CHAT)).status === 405;
    }
    /**
     * The ids of its agents, which it tells to those alone whose token it takes.
     * @throws ConnectError `token_refused`, `not_openclaw`
     */
    async agents() {
        const { status, json, message } = await this.ask('/v1/models');
        if (status === 401 || status === 403)
            throw this.refused(message);
        const models = property(json, 'data');
        if (status !== 200 || !Array.isArray(models)) {
            const words = message || 'nothing';
            throw new ConnectError('not_openclaw', `GET /v1/models was answered with ${status}: ${words}`);
        }
        return models
            .map((model) => AGENT.exec(String(property(model, 'id')))?.[1])
            .filter((id) => id !== undefined && id !== ALIAS);
    }
    refused(message) {
        const what = this.token === null ? 'asks for a token' : 'does not take this token';
        return new ConnectError('token_refused', `OpenClaw at ${this.url} ${what} (${message}).`, 'Its token is gateway.auth.token of its configuration or OPENCLAW_GATEWAY_TOKEN (of its service,', 'perhaps); with gateway.auth.mode "password" it is the password. One that OpenClaw made up at its', 'start is nowhere to be read: openclaw config set gateway.auth.token <token>', 'To enter it here:  npm run connect -- --url ' + this.url);
    }
    async ask(path) {
        const connection = new V1Connection(this.url, LIMITS);
        const headers = this.token === null ? {} : { authorization: `Bearer ${this.token}` };
        try {
            return await readAnswer(await connection.request({ method: 'GET', path, headers }), this.token);
        }
        catch (error) {
            throw unreachable(this.url, connection.toV1Error(error));
        }
        finally {
            await connection.close();
        }
    }
}
function unreachable(url, error) {
    const code = stringOrNull(property(error.cause, 'code')) ?? '';
    if (/CERT|SIGNATURE|ISSUER/.test(code)) {
        return new ConnectError('unreachable', `The certificate of ${url} is not trusted (${code}).`, 'The one that OpenClaw makes for itself names no host, and no client can check it. On one machine,', 'go without:  openclaw config set gateway.tls.enabled false', 'Else give it one that names its host (gateway.tls.certPath), and start this and V2 with', 'NODE_EXTRA_CA_CERTS=<file of the authority that issued it>.');
    }
    return new ConnectError('unreachable', error.message, error.began === 'maybe' && url.startsWith('http:')
        ? 'If it speaks TLS (gateway.tls.enabled), its address begins with https://.'
        : 'Start it:  openclaw gateway start (as a service), or openclaw gateway run (in a terminal);', 'openclaw gateway status tells how it is.');
}
//# sourceMappingURL=gateway.checks.js.map