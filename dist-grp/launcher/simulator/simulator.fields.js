import { invalidRequest } from './simulator.errors.js';
const kindOf = (value) => value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
/** The value, where it is an object; an empty one where it is not. */
export const recordOf = (value) => (kindOf(value) === 'object' ? value : {});
/** The 400 of a field of another kind, in V1's words. */
const mismatch = (field, expected, value) => invalidRequest(`${field}: Invalid input: expected ${expected}, received ${kindOf(value)}`);
/**
 * @param kinds what the field may be, such as `int or null`; it may be missing, too
 * @throws V1Error 400
 */
export function checkKind(body, field, kinds) {
    const value = body[field];
    const allowed = kinds.split(' or ');
    const isInt = Number.isInteger(value) && allowed.includes('int');
    if (value === undefined || isInt || allowed.includes(kindOf(value)))
        return;
    const [first = kinds] = allowed;
    throw mismatch(field, first === 'int' && typeof value !== 'number' ? 'number' : first, value);
}
/** @throws V1Error 400 unless the whole body is an object */
export function checkObject(payload) {
    if (kindOf(payload) !== 'object')
        throw mismatch('', 'object', payload);
    return recordOf(payload);
}
//# sourceMappingURL=simulator.fields.js.map