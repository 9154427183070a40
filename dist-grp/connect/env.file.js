var __addDisposableResource = (this && this.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var __disposeResources = (this && this.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});
import { open, readFile, realpath, rename, rm } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { property, stringOrNull } from '../v1/json.js';
import { ConnectError } from './connect.error.js';
const OWNER_ONLY = 0o600;
const NEW_FILE = `# Settings of OpenClaw V2, written by npm run connect. All there are stand in .env.example.

# --- OpenClaw (V1) ---
`;
/**
 * The text of a `.env` file; empty where there is none.
 * @throws ConnectError `env_file_unfit`
 */
export async function readEnvFile(path) {
    return readFile(path, 'utf8').catch((error) => {
        if (property(error, 'code') === 'ENOENT')
            return '';
        throw failed(path, 'read', error);
    });
}
/** The variables that the text of a `.env` file sets. */
export const settingsOf = (text) => parseEnv(text);
/**
 * Sets variables in the text of a `.env` file. One that is there is replaced in its line; one that
 * stands in a comment, as in `.env.example`, comes after that; others come at the end. All other
 * lines stay as they are.
 * @throws ConnectError `env_file_unfit` where the text would not be read back like that
 */
export function withSettings(text, settings) {
    const before = settingsOf(text);
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    const lines = (text === '' ? NEW_FILE : text).replace(/\r?\n$/, '').split(/\r?\n/);
    for (const [name, value] of Object.entries(settings)) {
        if (before[name] !== value)
            setLine(lines, name, value);
    }
    const after = lines.join(eol) + eol;
    if (!isSame(settingsOf(after), { ...before, ...settings })) {
        const names = Object.keys(settings).join(', ');
        throw new ConnectError('env_file_unfit', `Set ${names} yourself: the form of .env is unusual.`);
    }
    return after;
}
/**
 * Writes the file as a whole, for its owner alone; a crash leaves the old one or the new one.
 * @throws ConnectError `env_file_unfit`
 */
export async function writeEnvFile(path, text) {
    const target = await realpath(path).catch(() => path);
    const draft = `${target}.${process.pid}.tmp`;
    try {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const file = __addDisposableResource(env_1, await open(draft, 'wx', OWNER_ONLY), true);
            await file.writeFile(text);
            await file.sync();
            await rename(draft, target);
        }
        catch (e_1) {
            env_1.error = e_1;
            env_1.hasError = true;
        }
        finally {
            const result_1 = __disposeResources(env_1);
            if (result_1)
                await result_1;
        }
    }
    catch (error) {
        await rm(draft, { force: true });
        throw failed(path, 'written', error);
    }
}
const failed = (path, what, error) => new ConnectError('env_file_unfit', `${path} cannot be ${what}: ${stringOrNull(property(error, 'message')) ?? 'unknown error'}`);
/** The last line that sets a variable is the one that counts. */
function setLine(lines, name, value) {
    const line = `${name}=${quoted(value)}`;
    const current = lines.findLastIndex((each) => setting(name).test(each));
    if (current >= 0) {
        lines[current] = line;
        return;
    }
    const template = lines.findLastIndex((each) => commented(name).test(each));
    lines.splice(template >= 0 ? template + 1 : lines.length, 0, line);
}
const setting = (name) => new RegExp(`^\\s*(export\\s+)?${name}\\s*=`);
const commented = (name) => new RegExp(`^\\s*#\\s*${name}\\s*=`);
/** As it is, or in the quotes in which every reader of such files finds it again. */
function quoted(value) {
    if (/^[^\s#'"`$\\]*$/.test(value))
        return value;
    // Only double quotes know escapes; what holds a backslash is better off in others.
    const quote = [`'`, '`', '"'].find((each) => !value.includes(each) && !value.endsWith('\\'));
    return quote === undefined ? value : quote + value + quote;
}
function isSame(a, b) {
    const names = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...names].every((name) => a[name] === b[name]);
}
//# sourceMappingURL=env.file.js.map