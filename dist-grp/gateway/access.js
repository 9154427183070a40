import { createHash, timingSafeEqual } from 'node:crypto';
import { createParamDecorator } from '@nestjs/common';
import { AppConfig } from '../config/app.config.js';
import { ConsolePages } from './console.pages.js';
import { sendProblem } from './problem.js';
/** The caller as long as nobody is asked for a key. */
const LOCAL_CALLER = 'local';
/** Injects the name of the caller's key. */
export const Caller = createParamDecorator((_, context) => context.switchToHttp().getRequest().caller);
/**
 * Decides who may call, before anything else is done with a request: the host that it is meant for
 * must be ours (or a page could reach us under a name of its own), it must not come from another
 * site, and where keys are set it must carry one. Probes need neither; the pages of the console, which
 * are the same for everybody, need no key.
 */
export function guardAccess(app) {
    const { apiKeys, allowedHosts } = app.get(AppConfig);
    const pages = app.get(ConsolePages);
    app.useSecurityHeaders({
        // We serve plain HTTP; TLS and its headers are a proxy's business.
        strictTransportSecurity: false,
        contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
        // For browsers and plugins that are gone: each header costs every answer.
        xDownloadOptions: false,
        xPermittedCrossDomainPolicies: false,
        xXssProtection: false,
    });
    app.enableCsrfProtection();
    const fastify = app.getHttpAdapter().getInstance();
    fastify.decorateRequest('caller', LOCAL_CALLER);
    // Answered here and not by an error: routes that are not Nest's own know no filter.
    fastify.addHook('onRequest', (request, reply, done) => {
        if (request.url.startsWith('/health/')) {
            done();
            return;
        }
        const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
        if (!allowedHosts.includes(host)) {
            sendProblem(request, reply, hostNotAllowed(host));
            return;
        }
        const needsKey = apiKeys.length > 0 && !pages.isFor(request);
        const caller = needsKey ? callerOf(request, apiKeys) : LOCAL_CALLER;
        if (caller === null) {
            void reply.header('www-authenticate', isForPeople(request) ? 'Basic realm="docs"' : 'Bearer');
            sendProblem(request, reply, UNAUTHORIZED);
            return;
        }
        request.caller = caller;
        done();
    });
}
const UNAUTHORIZED = {
    code: 'unauthorized',
    detail: 'Send one of the keys of API_KEYS: Authorization: Bearer <secret>.',
};
const hostNotAllowed = (host) => ({
    code: 'host_not_allowed',
    detail: `The host ${JSON.stringify(host.slice(0, 100))} is not one of ALLOWED_HOSTS.`,
});
/** A browser cannot send a bearer token with a page it opens, but it asks for a password. */
const isForPeople = ({ url }) => /^\/docs(?=$|[/?])/.test(url);
function callerOf(request, keys) {
    const [scheme = '', credentials = ''] = (request.headers.authorization ?? '').split(' ', 2);
    if (scheme.toLowerCase() === 'bearer')
        return nameOf(credentials, keys);
    if (scheme.toLowerCase() !== 'basic' || !isForPeople(request))
        return null;
    return nameOf(Buffer.from(credentials, 'base64')
        .toString()
        .replace(/^[^:]*:/, ''), keys);
}
/** Compares with every key in constant time. */
function nameOf(secret, keys) {
    const given = digest(secret);
    let name = null;
    for (const key of keys)
        if (timingSafeEqual(digest(key.secret), given))
            ({ name } = key);
    return name;
}
const digest = (text) => createHash('sha256').update(text).digest();
//# sourceMappingURL=access.js.map