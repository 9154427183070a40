import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
const HEADER = 'x-request-id';
/** What is taken from a caller: it stands in the log and in a header. */
const SAFE = /^[A-Za-z0-9._-]{1,64}$/;
const current = new AsyncLocalStorage();
/** Id of the request on whose behalf this runs; undefined where there is none. */
export const currentRequestId = () => current.getStore();
/**
 * Gives every request an id: the caller's, where it is a short and safe token, else one of ours.
 * It is answered as `x-request-id`, and stands in the log lines of the request.
 *
 * The header is set before Fastify sees the request, so that it stands in every answer: in those
 * that access control or the router gives by itself, and in streams, which know no hooks.
 */
export function identifyRequests(fastify) {
    fastify.server.prependListener('request', (request, response) => {
        const id = idOf(request);
        request.id = id;
        response.setHeader(HEADER, id);
    });
    fastify.setGenReqId((request) => typeof request.id === 'string' ? request.id : idOf(request));
    fastify.addHook('onRequest', (request, _reply, done) => {
        current.run(request.id, done);
    });
}
function idOf({ headers }) {
    const given = headers[HEADER];
    return typeof given === 'string' && SAFE.test(given) ? given : randomUUID();
}
//# sourceMappingURL=request.id.js.map