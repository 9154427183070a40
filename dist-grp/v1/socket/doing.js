import { property, stringOrNull } from '../json.js';
/** Longest words of one step, in characters. */
const MAX_NAME = 128;
const MAX_TEXT = 2_000;
/** Longest arguments, and longest result, in characters. */
const MAX_DETAIL = 4_096;
const NOTHING = { name: null, text: null, args: null, result: null };
/**
 * What an event says that a run does besides speaking; null: nothing. What a tool is asked and answers,
 * which may be secret, is read only `withDetails`; V1's title of a tool's use repeats what it is asked.
 */
export function readDoing({ stream, data }, withDetails) {
    const text = (name) => stringOrNull(property(data, name));
    if (stream === 'item' && text('kind') === 'preamble')
        return noteOf(text);
    if (stream === 'item' && text('kind') === 'tool')
        return toolOf(text, withDetails);
    return stream === 'tool' && withDetails ? detailsOf(text, data) : null;
}
/** The message of a run that V1 tells as a note, whole; null: it tells none. */
export function messageOf({ stream, data }) {
    const isNote = stream === 'item' && property(data, 'kind') === 'preamble';
    return isNote && property(data, 'phase') === 'end'
        ? stringOrNull(property(data, 'progressText'))
        : null;
}
/** V1 tells a note again with every word of it: taken is the whole. */
function noteOf(text) {
    const note = text('progressText') ?? '';
    if (text('phase') !== 'end' || note === '')
        return null;
    const id = cut(text('itemId') ?? `note:${note}`, MAX_NAME);
    return { ...NOTHING, id, kind: 'note', state: 'completed', text: cut(note, MAX_TEXT) };
}
function toolOf(text, withDetails) {
    const id = text('itemId');
    if (id === null || text('phase') === 'update')
        return null;
    return {
        ...NOTHING,
        id: cut(id, MAX_NAME),
        kind: 'tool',
        state: stateOf(text('status'), text('phase')),
        name: cut(text('name'), MAX_NAME),
        text: withDetails ? cut(text('title'), MAX_TEXT) : null,
    };
}
function detailsOf(text, data) {
    const [id, phase] = [text('toolCallId'), text('phase')];
    if (id === null || (phase !== 'start' && phase !== 'result'))
        return null;
    const hasFailed = property(data, 'isError') === true;
    return {
        ...NOTHING,
        // As V1 names the same use in its items.
        id: cut(`tool:${id}`, MAX_NAME),
        kind: 'tool',
        state: phase === 'start' ? 'running' : hasFailed ? 'failed' : 'completed',
        name: cut(text('name'), MAX_NAME),
        args: phase === 'start' ? detail(property(data, 'args')) : null,
        result: phase === 'result' ? detail(property(data, 'result')) : null,
    };
}
const STATES = ['running', 'completed', 'failed', 'blocked'];
const stateOf = (status, phase) => STATES.find((state) => state === status) ?? (phase === 'start' ? 'running' : 'unknown');
const detail = (value) => value === undefined ? null : cut(JSON.stringify(value), MAX_DETAIL);
/** As much as fits, in whole characters. */
function cut(text, most) {
    if (text === null || text.length <= most)
        return text;
    return `${text.slice(0, most - 1).toWellFormed()}…`;
}
//# sourceMappingURL=doing.js.map