import { invalidRequest } from './simulator.errors.js';
import { checkKind, recordOf } from './simulator.fields.js';
/** Fields of a model's choice, as V1's schema has them, in its order. */
const KINDS = {
    max_tokens: 'int or null',
    max_completion_tokens: 'int or null',
    temperature: 'number or null',
    top_p: 'number or null',
    frequency_penalty: 'number or null',
    presence_penalty: 'number or null',
    seed: 'number or null',
};
const CAPS = ['max_tokens', 'max_completion_tokens'];
const RANGES = [
    ['temperature', 0, 2, '0 and 2'],
    ['top_p', 0, 1, '0 and 1'],
    ['frequency_penalty', -2, 2, '-2.0 and 2.0'],
    ['presence_penalty', -2, 2, '-2.0 and 2.0'],
];
const FORMATS = ['text', 'json_object', 'json_schema'];
const MAX_CAP = Number.MAX_SAFE_INTEGER;
const MAX_STOPS = 4;
/**
 * Checks how the model is to choose its words, as V1 does before it looks for the agent; V1 passes all
 * of it on to the model.
 * @throws V1Error 400
 */
export function checkSampling(body) {
    for (const [field, kind] of Object.entries(KINDS))
        checkKind(body, field, kind);
    for (const field of CAPS) {
        const cap = Number(body[field] ?? 1);
        if (cap <= 0)
            throw invalidRequest(`${field}: Too small: expected number to be >0`);
        if (cap > MAX_CAP)
            throw invalidRequest(`${field}: Too big: expected int to be <=${MAX_CAP}`);
    }
    checkStopKind(body.stop);
    checkFormat(body.response_format);
    checkStops(body.stop);
    for (const [field, least, most, words] of RANGES) {
        const value = Number(body[field] ?? least);
        if (value < least || value > most) {
            throw invalidRequest(`\`${field}\` must be between ${words}.`);
        }
    }
    if (!Number.isInteger(body.seed ?? 0))
        throw invalidRequest('`seed` must be an integer.');
}
const isText = (value) => typeof value === 'string';
function checkStopKind(stop) {
    const isList = Array.isArray(stop) && stop.every(isText);
    if (!isList && !isText(stop ?? ''))
        throw invalidRequest('stop: Invalid input');
}
function checkStops(stop) {
    const stops = [stop ?? []].flat();
    if (stops.length > MAX_STOPS) {
        throw invalidRequest(`Invalid stop: stop supports at most ${MAX_STOPS} sequences`);
    }
    if (stops.includes('')) {
        throw invalidRequest('Invalid stop: stop entries must be non-empty strings');
    }
}
function checkFormat(format) {
    if (format === undefined || format === null)
        return;
    if (FORMATS.includes(recordOf(format).type))
        return;
    const what = typeof format === 'object' && !Array.isArray(format) ? '.type' : '';
    const expected = what === '' ? 'an object' : 'text, json_object, or json_schema';
    throw invalidRequest(`Invalid response_format: response_format${what} must be ${expected}`);
}
//# sourceMappingURL=simulator.sampling.js.map