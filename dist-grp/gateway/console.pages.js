var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { Injectable, Logger } from '@nestjs/common';
import Negotiator from 'negotiator';
const PATH = '/console/';
/** Where the build puts them; beside this folder. */
const ROOT = join(import.meta.dirname, '..', 'console');
/** What the pages may load: what came with them, and answers of this gateway. */
const CONTENT_SECURITY_POLICY = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
].join('; ');
/** The console: pages that are the same for everybody, and ask the API for all they show. */
let ConsolePages = class ConsolePages {
    /** Where they are; null where they were not built. */
    path = existsSync(join(ROOT, 'assets')) ? PATH : null;
    /** Whether a request is for the pages or, from a browser, for the address itself. */
    isFor(request) {
        if (this.path === null)
            return false;
        return /^\/console(?=$|[/?])/.test(request.url) || isVisit(request);
    }
    /** Serves the pages, and sends browsers to them. To be called after access is guarded. */
    serve(app) {
        const { path } = this;
        if (path === null) {
            new Logger('Console').warn('The console is not built, and not served: npm run build');
            return;
        }
        const fastify = app.getHttpAdapter().getInstance();
        fastify.addHook('onRequest', (request, reply, done) => {
            if (isVisit(request))
                void reply.header('vary', 'accept').redirect(path, 302);
            else
                done();
        });
        void fastify.register(fastifyStatic, {
            root: ROOT,
            // Without the slash at the end it is redirected to the address with it.
            prefix: path.slice(0, -1),
            redirect: true,
            decorateReply: false,
            cacheControl: false,
            setHeaders: (reply, file) => {
                // Names of assets change with what is in them.
                const isAsset = file.startsWith(join(ROOT, 'assets'));
                void reply.headers({
                    'content-security-policy': CONTENT_SECURITY_POLICY,
                    'cache-control': isAsset ? 'public, max-age=31536000, immutable' : 'no-cache',
                });
            },
        });
    }
};
ConsolePages = __decorate([
    Injectable()
], ConsolePages);
export { ConsolePages };
/** A person that opens the address in a browser wants to see something. */
const isVisit = ({ method, url, raw }) => (method === 'GET' || method === 'HEAD') &&
    /^\/(?=$|\?)/.test(url) &&
    new Negotiator(raw).mediaType(['application/json', 'text/html']) === 'text/html';
//# sourceMappingURL=console.pages.js.map