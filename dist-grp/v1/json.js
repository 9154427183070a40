/** The value of a JSON text; `undefined` where it is none. */
export function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** A property of a value that may be anything; `undefined` where there is none. */
export const property = (value, name) => isObject(value) ? value[name] : undefined;
export const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
export const stringOrNull = (value) => typeof value === 'string' ? value : null;
//# sourceMappingURL=json.js.map