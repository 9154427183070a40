import { isObject, parseJson, property, stringOrNull } from './json.js';
import { quotable } from './words.js';
/** As much of an answer that is no event stream as is read, in bytes. */
const MAX_BODY_BYTES = 65_536;
/** How long such a body may take after its headers, in ms. */
const BODY_TIMEOUT_MS = 5_000;
export function header(headers, name) {
    const value = headers[name];
    return (Array.isArray(value) ? value[0] : value) ?? null;
}
export const mediaType = (headers) => (header(headers, 'content-type') ?? '').replace(/;.*$/s, '').trim().slice(0, 100).toLowerCase();
/**
 * Reads an answer. Its status alone decides already, so a body that is too long, too slow or broken
 * off costs only words, never the answer.
 */
export async function readAnswer(response, secret) {
    const text = await readBody(response.body);
    const json = parseJson(text);
    const error = property(json, 'error');
    return {
        status: response.statusCode,
        mediaType: mediaType(response.headers),
        retryAfter: header(response.headers, 'retry-after'),
        json,
        errorType: stringOrNull(property(error, 'type')),
        message: quotable(errorMessage(error) ?? text, secret),
    };
}
/** What V1 says in an `error` member; it is an object nearly everywhere, a string elsewhere. */
export const errorMessage = (error) => stringOrNull(isObject(error) ? error.message : error);
async function readBody(body) {
    const chunks = [];
    let size = 0;
    const timer = setTimeout(() => body.destroy(), BODY_TIMEOUT_MS);
    const incoming = body;
    try {
        for await (const chunk of incoming) {
            chunks.push(chunk);
            size += chunk.length;
            if (size >= MAX_BODY_BYTES)
                break;
        }
    }
    catch {
        // What came is enough.
    }
    finally {
        clearTimeout(timer);
    }
    return Buffer.concat(chunks).toString('utf8', 0, MAX_BODY_BYTES);
}
//# sourceMappingURL=answer.js.map