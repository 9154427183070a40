import JSON5 from 'json5';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { isObject, property, stringOrNull } from '../v1/json.js';
import { ConnectError } from './connect.error.js';
/** As deep as OpenClaw follows files that include files. */
const MAX_DEPTH = 10;
/**
 * Reads OpenClaw's configuration (JSON5), the files it includes put in. Secrets and `${VARIABLES}`
 * stay as they are written.
 * @returns null where there is none
 * @throws ConnectError `config_unreadable`
 */
export async function readOpenClawConfig(path) {
    try {
        return await readTree(path, 0);
    }
    catch (error) {
        if (property(error, 'code') === 'ENOENT' && property(error, 'path') === path)
            return null;
        // JSON5's own message tells the place and a character of it, no more.
        const why = stringOrNull(property(error, 'message')) ?? 'unknown error';
        throw new ConnectError('config_unreadable', `${path} cannot be read: ${why}`);
    }
}
async function readTree(path, depth) {
    if (depth > MAX_DEPTH)
        throw new Error(`$include goes deeper than ${MAX_DEPTH} files`);
    return resolveIncludes(JSON5.parse(await readFile(path, 'utf8')), dirname(path), depth);
}
/** Puts included files in: several are merged in their order, and what stands beside them counts most. */
async function resolveIncludes(node, dir, depth) {
    if (Array.isArray(node)) {
        return Promise.all(node.map((item) => resolveIncludes(item, dir, depth)));
    }
    if (!isObject(node))
        return node;
    const { $include, ...rest } = node;
    const own = {};
    for (const [name, value] of Object.entries(rest)) {
        own[name] = await resolveIncludes(value, dir, depth);
    }
    if ($include === undefined)
        return own;
    let merged;
    for (const file of [$include].flat()) {
        if (typeof file !== 'string')
            throw new Error('$include holds something else than a path');
        merged = merge(merged, await readTree(resolve(dir, file), depth + 1));
    }
    return Object.keys(own).length === 0 ? merged : merge(merged, own);
}
function merge(under, over) {
    if (Array.isArray(under) && Array.isArray(over))
        return [...under, ...over];
    if (!isObject(under) || !isObject(over))
        return over;
    const merged = { ...under };
    for (const [name, value] of Object.entries(over)) {
        merged[name] = name in under ? merge(under[name], value) : value;
    }
    return merged;
}
//# sourceMappingURL=openclaw.config.js.map