import { failure, invalidRequest, V1Error } from './simulator.errors.js';
import { authorize, refuseProxied } from './simulator.request.js';
import { sendJson, sendText } from './simulator.response.js';
const VERSION = '2026.9.6';
/** What each path of the gateway answers. */
export class Routes {
    token;
    agents;
    chat;
    /** While on, new requests are refused. */
    draining = false;
    startedAt = Date.now();
    constructor(token, agents, chat) {
        this.token = token;
        this.agents = agents;
        this.chat = chat;
    }
    /** @throws V1Error that refuses the request, AbortError once the client is gone */
    async route(req, res, gone) {
        const [path = '/'] = (req.url ?? '/').split('?');
        const health = this.health(path);
        if (health) {
            if (allows(req, res, ['GET', 'HEAD']))
                sendJson(res, ...health);
            return;
        }
        const isChat = path === '/v1/chat/completions';
        const models = /^\/v1\/models(\/.*)?$/.exec(path);
        if (!isChat && !models) {
            sendText(res, 404, 'Not Found');
            return;
        }
        refuseProxied(req);
        if (this.draining)
            throw failure(503, '1');
        if (!allows(req, res, [isChat ? 'POST' : 'GET']))
            return;
        authorize(req, this.token);
        if (isChat)
            await this.chat.complete(req, res, gone);
        else
            sendJson(res, 200, this.models(models?.[1]));
    }
    health(path) {
        const up = !this.draining;
        const uptimeMs = Date.now() - this.startedAt;
        if (/^\/healthz?$/.test(path))
            return [200, { ok: true, status: 'live' }];
        if (/^\/readyz?$/.test(path)) {
            const failing = up ? [] : ['gateway-draining'];
            return [up ? 200 : 503, { ready: up, failing, uptimeMs, eventLoop: { degraded: false } }];
        }
        if (!/^\/startupz?$/.test(path))
            return undefined;
        const status = up ? 'started' : 'draining';
        return [up ? 200 : 503, { ok: up, status, version: VERSION, uptimeMs }];
    }
    /** @param path what follows the list's own, if anything does */
    models(path) {
        const rest = { object: 'model', created: 0, owned_by: 'openclaw', permission: [] };
        const ids = ['openclaw', 'openclaw/default', ...this.agents.map((id) => `openclaw/${id}`)];
        if (path === undefined)
            return { object: 'list', data: ids.map((id) => ({ id, ...rest })) };
        const id = modelOf(path);
        if (ids.includes(id))
            return { id, ...rest };
        const [status, message] = /^openclaw[:/]./.test(id)
            ? [404, `Model '${id}' not found.`]
            : [400, 'Invalid model id.'];
        throw new V1Error(status, 'invalid_request_error', message);
    }
}
/** Refuses any other method. */
function allows(req, res, methods) {
    if (methods.includes(req.method ?? ''))
        return true;
    res.setHeader('Allow', methods.join(', '));
    sendText(res, 405, 'Method Not Allowed');
    return false;
}
function modelOf(path) {
    if (path === '/')
        throw invalidRequest('Missing model id.');
    try {
        return decodeURIComponent(path.slice(1));
    }
    catch {
        throw invalidRequest('Invalid model id encoding.');
    }
}
//# sourceMappingURL=simulator.routes.js.map