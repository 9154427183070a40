import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

/**
 * What browsers are told of pages: of those of the API's documentation here, of the console's own, which
 * replace the policy, beside them.
 */
const OF_PAGES = {
  'content-security-policy': [
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'x-dns-prefetch-control': 'off',
  'x-frame-options': 'DENY',
};

/**
 * Tells browsers to do nothing with our answers but read them, and that only from our own pages. Answers that
 * are data have three headers for that, as OWASP's REST security cheat sheet has it, since each is written for
 * each of them; pages have what concerns pages.
 */
export function secureAnswers(app: NestFastifyApplication): void {
  app.useSecurityHeaders({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xContentTypeOptions: true,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    referrerPolicy: false,
    // We serve plain HTTP; TLS and its headers are a proxy's business.
    strictTransportSecurity: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xFrameOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', ({ routeOptions }, reply, done) => {
    if (/^\/(docs|console)(?=$|\/)/.test(routeOptions.url ?? '')) void reply.headers(OF_PAGES);
    done();
  });
}
