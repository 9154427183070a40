import { createHash } from 'node:crypto';
import { NAME, NAME_RULE } from '../../tasks/names.js';
import { InvalidTaskError } from '../../tasks/task.errors.js';
import { conversationOf } from './conversation.js';
/** Headers of V1 that nothing here corresponds to. */
const REFUSED_HEADERS = ['x-openclaw-model', 'x-openclaw-message-channel', 'x-openclaw-scopes'];
/**
 * A chat completion as a task.
 * @throws InvalidTaskError
 */
export function taskOfChat(dto, headers) {
    if (dto.stream_options && dto.stream !== true) {
        throw new InvalidTaskError('stream_options', 'stream_options needs stream to be true.');
    }
    const { temperature, top_p, seed, stop, frequency_penalty, presence_penalty } = dto;
    return {
        ...commonOf(dto, headers),
        messages: conversationOf(dto.messages, 'messages'),
        ...fieldOf('session_key', sessionOf(headers) ?? sessionOfUser(dto.user)),
        ...samplingOf({
            temperature,
            top_p,
            seed,
            stop,
            frequency_penalty,
            presence_penalty,
            max_tokens: dto.max_completion_tokens ?? dto.max_tokens,
        }),
    };
}
/**
 * A response as a task.
 * @param previous the task of the response that it goes on from
 * @throws InvalidTaskError
 */
export function taskOfResponse(dto, headers, previous) {
    const { input, instructions = null, temperature, top_p, max_output_tokens } = dto;
    if (typeof input === 'string' && !/\S/.test(input)) {
        throw new InvalidTaskError('input', 'input must be a text that is not blank.');
    }
    const asked = typeof input === 'string' ? [{ role: 'user', content: input }] : input;
    const told = instructions === null ? [] : [{ role: 'system', content: instructions }];
    const common = commonOf(dto, headers);
    return {
        ...common,
        messages: [...told, ...conversationOf(asked, 'input')],
        ...fieldOf('session_key', sessionOf(headers) ?? sessionOfUser(dto.user)),
        ...(previous && goingOnFrom(previous, common, headers)),
        ...samplingOf({ temperature, top_p, max_tokens: max_output_tokens }),
    };
}
export const annotationsOf = (dto) => ({
    background: dto.background ?? false,
    instructed: (dto.instructions ?? null) !== null,
    previous_response_id: dto.previous_response_id ?? null,
    user: dto.user ?? null,
    tool_choice: dto.tool_choice ?? 'auto',
    parallel_tool_calls: dto.parallel_tool_calls ?? true,
});
/** What both have in common. The agent may be named by V1's own header. */
function commonOf({ model, metadata }, headers) {
    for (const name of REFUSED_HEADERS) {
        if (headers[name])
            throw new InvalidTaskError(name, `The header ${name} is not supported.`);
    }
    const agent = nameOf(headers, 'x-openclaw-agent-id');
    const ofModel = agentOf(model);
    if (agent && ofModel && agent.toLowerCase() !== ofModel.toLowerCase()) {
        throw new InvalidTaskError('model', `The header names agent ${agent}, and model ${ofModel}.`);
    }
    return {
        retry: 'safe',
        ...fieldOf('agent_id', agent),
        ...fieldOf('model', model),
        ...fieldOf('metadata', metadata),
    };
}
/** A session belongs to its agent: with another one, it would be another session. */
function goingOnFrom({ agentId, sessionKey }, { agent_id, model }, headers) {
    const named = agent_id ?? agentOf(model);
    if (named && named.toLowerCase() !== agentId.toLowerCase()) {
        throw new InvalidTaskError('model', `The previous response is of agent ${agentId}.`);
    }
    if (sessionOf(headers)) {
        throw new InvalidTaskError('previous_response_id', 'previous_response_id and the header x-openclaw-session-key name two sessions.');
    }
    return { agent_id: agentId, ...fieldOf('session_key', sessionKey) };
}
/** The agent that a model names; null: whichever is the default. */
function agentOf(model) {
    const agent = model?.split('/', 2)[1] ?? null;
    return agent === 'default' ? null : agent;
}
const sessionOf = (headers) => nameOf(headers, 'x-openclaw-session-key');
function nameOf(headers, name) {
    const value = headers[name]?.trim() ?? '';
    if (value === '' || NAME.test(value))
        return value || null;
    throw new InvalidTaskError(name, `The header ${name} ${NAME_RULE}.`);
}
/** A user's session: by its name where it can be one, so that tasks can share it. */
function sessionOfUser(user) {
    if (!user)
        return null;
    return NAME.test(user) ? user : `user-${digest(user)}`;
}
const digest = (text) => createHash('sha256').update(text).digest('hex').slice(0, 32);
function samplingOf(given) {
    const set = Object.entries(given).filter(([, value]) => value !== undefined && value !== null);
    return set.length === 0 ? {} : { sampling: Object.fromEntries(set) };
}
/** A field where it has a value: null counts as none. */
const fieldOf = (name, value) => value === undefined || value === null ? {} : { [name]: value };
//# sourceMappingURL=task.request.js.map