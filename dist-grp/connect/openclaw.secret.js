import { property, stringOrNull } from '../v1/json.js';
const VARIABLE = /\$?\$\{([A-Z_][A-Z0-9_]*)\}/g;
const SHORTHAND = /^\$([A-Z][A-Z0-9_]*)$/;
/**
 * Reads a secret of OpenClaw's configuration: a text, a text with `${VARIABLES}`, `$VARIABLE`, or a
 * reference to where it is kept.
 * @param from where it stands in the configuration, for people
 * @returns null where there is none
 */
export function readSecret(value, from, env) {
    if (typeof value === 'string')
        return readText(value.trim(), from, env);
    const source = stringOrNull(property(value, 'source'));
    const id = stringOrNull(property(value, 'id'));
    if (source === null || id === null)
        return null;
    if (source === 'env')
        return readText(`\${${id}}`, from, env);
    const provider = stringOrNull(property(value, 'provider')) ?? 'default';
    return { value: null, from, why: `OpenClaw keeps it elsewhere (${source}:${provider}:${id})` };
}
/** The secret of a variable. @returns null where it is not set */
export function secretOfVariable(name, env) {
    const value = env[name]?.trim();
    return value ? { value, from: name } : null;
}
function readText(text, from, env) {
    if (text === '')
        return null;
    const missing = [];
    const value = text.replace(SHORTHAND, '${$1}').replace(VARIABLE, (whole, name) => {
        if (whole.startsWith('$$'))
            return whole.slice(1);
        if (!env[name])
            missing.push(name);
        return env[name] ?? '';
    });
    if (missing.length === 0)
        return { value: value.trim(), from };
    return {
        value: null,
        from,
        why: `it names a variable that is not set here (${missing.join(', ')})`,
    };
}
//# sourceMappingURL=openclaw.secret.js.map