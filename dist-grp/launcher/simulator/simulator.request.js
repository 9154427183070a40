import { invalidRequest, V1Error } from './simulator.errors.js';
import { checkKind, checkObject, recordOf } from './simulator.fields.js';
import { checkSampling } from './simulator.sampling.js';
import { sessionOf } from './simulator.session.js';
const MAX_BODY_BYTES = 20_971_520;
/** Who takes part in the conversation; system messages go elsewhere. */
const SPEAKERS = ['user', 'assistant', 'tool', 'function'];
const PROXY_HEADER = /^(x-forwarded-.*|forwarded|x-real-ip)$/;
const AGENT_ID = /^[a-z0-9][a-z0-9_-]{0,63}$/i;
const AGENT_MODEL = /^(?:openclaw[:/]|agent:)([a-z0-9][a-z0-9_-]{0,63})$/;
/** Fields in the order in which V1's schema finds what is wrong. */
const KINDS = {
    model: 'string',
    stream: 'boolean or null',
    stream_options: 'object or null',
    tools: 'array',
    messages: 'array',
    user: 'string',
};
/** @throws V1Error 403 */
export function refuseProxied({ headers }) {
    if (Object.keys(headers).some((name) => PROXY_HEADER.test(name))) {
        throw new V1Error(403, 'proxy_attribution_required', 'Proxy client attribution is required. Configure gateway.trustedProxies narrowly and make ' +
            'the proxy overwrite or safely rebuild forwarded client headers.');
    }
}
/** @throws V1Error 401; the body is not looked at */
export function authorize({ headers }, token) {
    const shown = /^bearer +(.+)$/i.exec(headers.authorization ?? '')?.[1];
    if (shown !== token)
        throw new V1Error(401, 'unauthorized', 'Unauthorized');
}
/** @throws V1Error 413 as soon as it is known, 400 where the body is no JSON */
export async function readJson(req) {
    const tooLarge = new V1Error(413, 'invalid_request_error', 'Payload too large');
    if (Number(req.headers['content-length'] ?? 0) > MAX_BODY_BYTES)
        throw tooLarge;
    const chunks = [];
    let bytes = 0;
    // Not destroyed on the way out: the answer still has to go through its socket.
    const body = req.iterator({ destroyOnReturn: false });
    for await (const chunk of body) {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes > MAX_BODY_BYTES)
            throw tooLarge;
    }
    try {
        return JSON.parse(Buffer.concat(chunks).toString() || '{}');
    }
    catch (error) {
        throw invalidRequest(error.message);
    }
}
/** @throws V1Error 400, the first that V1 would find */
export function readChatRequest({ headers }, payload, agents) {
    const body = checkObject(payload);
    for (const [field, kinds] of Object.entries(KINDS))
        checkKind(body, field, kinds);
    checkSampling(body);
    const { model = 'openclaw', user = '', messages = [] } = body;
    const header = (name) => String(headers[name] ?? '').trim();
    const asked = header('x-openclaw-agent-id') || header('x-openclaw-agent');
    const agent = agentOf(asked, model, agents);
    const session = sessionOf(header('x-openclaw-session-key'), user, agent, agents);
    const override = header('x-openclaw-model');
    if (override)
        throw invalidRequest(`Model '${override}' is not allowed for agent '${agent}'.`);
    const prompt = messageToAnswer(messages);
    if (!prompt)
        throw invalidRequest('Missing user message in `messages`.');
    return {
        ...session,
        prompt,
        model,
        stream: body.stream === true,
        includeUsage: recordOf(body.stream_options).include_usage === true,
        maxTokens: Number(body.max_completion_tokens ?? body.max_tokens ?? Infinity),
    };
}
function agentOf(asked, model, agents) {
    const named = model.trim().toLowerCase();
    const isDefault = ['', 'openclaw', 'openclaw/default'].includes(named);
    const modelAgent = isDefault ? '' : AGENT_MODEL.exec(named)?.[1];
    if (modelAgent === undefined) {
        throw invalidRequest('Invalid `model`. Use `openclaw` or `openclaw/<agentId>`.');
    }
    const sole = agents.length === 1 ? agents[0] : undefined;
    if (asked && !AGENT_ID.test(asked))
        throw invalidRequest(`Unknown agent '${asked}'.`);
    const agent = asked.toLowerCase() || modelAgent || sole;
    if (agent === undefined) {
        throw invalidRequest('Multiple agents are configured, but this operation has no explicit owner. Select an agent ' +
            'explicitly; CLI callers can pass --agent <id>, channels can add a binding, and ambient ' +
            'services can set their agentId target.');
    }
    if (!agents.includes(agent))
        throw invalidRequest(`Unknown agent '${agent}'.`);
    return agent;
}
function messageToAnswer(messages) {
    const said = messages
        .map(recordOf)
        .map(({ role, content }) => ({ role, text: textOf(content).trim() }))
        .filter(({ role, text }) => text !== '' && SPEAKERS.includes(role));
    const asked = said.findLast(({ role }) => role !== 'assistant') ?? said.at(-1);
    return asked?.text ?? '';
}
function textOf(content) {
    if (!Array.isArray(content))
        return typeof content === 'string' ? content : '';
    const texts = content.map((part) => recordOf(part).text);
    return texts.filter((text) => typeof text === 'string').join('\n');
}
//# sourceMappingURL=simulator.request.js.map