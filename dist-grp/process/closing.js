/** How long a closing process leaves connections to requests that are being answered, in ms. */
const GRACE_MS = 2_000;
/**
 * Keeps a client from holding up the end of the process. Node closes connections that are idle, but one
 * that has not said anything yet is none of them, and would be waited for.
 */
export function boundClosing(app) {
    const fastify = app.getHttpAdapter().getInstance();
    fastify.addHook('preClose', (done) => {
        setTimeout(() => {
            fastify.server.closeAllConnections();
        }, GRACE_MS).unref();
        done();
    });
}
//# sourceMappingURL=closing.js.map