import { InvalidTaskError } from '../../tasks/task.errors.js';
/** As many messages as one request may have. */
const MAX_MESSAGES = 1_000;
const ROLES = {
    user: 'user',
    assistant: 'assistant',
    system: 'system',
    developer: 'system',
};
const TEXT_PARTS = new Set(['text', 'input_text', 'output_text']);
/** What an answer has besides its text, and is sent back with it. */
const MESSAGE_FIELDS = ['type', 'id', 'status', 'phase', 'role', 'content'];
const PART_FIELDS = ['type', 'text'];
/**
 * Reads the messages of a chat completion, or the items of a response's input: the same but for their
 * names. What is no text, such as an image or a call of a tool, is refused and named.
 * @param param what the list is called
 * @throws InvalidTaskError
 */
export function conversationOf(list, param) {
    if (!Array.isArray(list) || list.length === 0 || list.length > MAX_MESSAGES) {
        const text = param === 'input' ? 'a text or ' : '';
        throw invalid(param, `must be ${text}a list of 1 to ${MAX_MESSAGES} messages`);
    }
    const messages = list
        .map((item, i) => messageOf(item, `${param}[${i}]`))
        // An answer may have been empty, and is sent back with the others.
        .filter(({ role, content }) => role !== 'assistant' || content !== '');
    if (messages.some(({ role }) => role === 'user'))
        return messages;
    throw invalid(param, 'must have a message of role user');
}
function messageOf(item, path) {
    const { type = 'message', role, content, ...rest } = objectOf(item, path);
    if (type !== 'message')
        throw invalid(`${path}.type`, 'can only be "message"');
    refuseOthers(rest, MESSAGE_FIELDS, path);
    const known = typeof role === 'string' && Object.hasOwn(ROLES, role) ? ROLES[role] : undefined;
    if (!known) {
        throw invalid(`${path}.role`, `must be one of ${Object.keys(ROLES).join(', ')}`);
    }
    const isEmptyAnswer = known === 'assistant' && isEmpty(content);
    return { role: known, content: isEmptyAnswer ? '' : textOf(content, `${path}.content`) };
}
const isEmpty = (content) => content === '' ||
    (Array.isArray(content) && content.every((part) => textIn(part) === ''));
const textIn = (part) => typeof part === 'object' && part !== null && 'text' in part ? part.text : undefined;
function textOf(content, path) {
    const text = Array.isArray(content)
        ? content.map((part, i) => partOf(part, `${path}[${i}]`)).join('\n')
        : content;
    if (typeof text === 'string' && /\S/.test(text))
        return text;
    throw invalid(path, 'must be a text that is not blank, or a list of texts');
}
function partOf(part, path) {
    const { type, text, ...rest } = objectOf(part, path);
    if (!TEXT_PARTS.has(type))
        throw invalid(`${path}.type`, 'can only be text');
    refuseOthers(rest, PART_FIELDS, path);
    if (typeof text === 'string')
        return text;
    throw invalid(`${path}.text`, 'must be a text');
}
/** Fields that say nothing are no more than that: answers of ours have them. */
function refuseOthers(rest, known, path) {
    for (const [name, value] of Object.entries(rest)) {
        const isEmpty = value === null || (Array.isArray(value) && value.length === 0);
        if (!isEmpty && !known.includes(name))
            throw invalid(`${path}.${name}`, 'is not supported');
    }
}
function objectOf(value, path) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
        return { ...value };
    throw invalid(path, 'must be an object');
}
const invalid = (param, rule) => new InvalidTaskError(param, `${param} ${rule}.`);
//# sourceMappingURL=conversation.js.map