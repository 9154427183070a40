import { MalformedBodyError, UnsupportedMediaTypeError } from './http.errors.js';
/**
 * Reads bodies of JSON, and of nothing else. Bytes that are no UTF-8 are refused: read leniently,
 * the agent would get a text that nobody sent. An empty body is none.
 * @param bodyLimit bytes
 */
export function parseJsonOnly(fastify, bodyLimit) {
    const parse = fastify.getDefaultJsonParser('error', 'error');
    const utf8 = new TextDecoder('utf-8', { fatal: true });
    fastify.removeAllContentTypeParsers();
    fastify.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit }, (request, body, done) => {
        const charset = /charset="?([^";]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
        if (charset && !/^utf-?8$/i.test(charset)) {
            done(new UnsupportedMediaTypeError());
            return;
        }
        if (body.length === 0) {
            done(null, undefined);
            return;
        }
        try {
            void parse(request, utf8.decode(body), done);
        }
        catch {
            done(new MalformedBodyError('It is not UTF-8.'));
        }
    });
}
//# sourceMappingURL=json.parser.js.map