import { Logger as NestLogger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import { AppConfig } from '../config/app.config.js';
import { boundClosing } from '../process/closing.js';
import { listen } from '../process/listen.js';
import { guardAccess } from './access.js';
import { AllowedMethods } from './allowed.methods.js';
import { guardBodies } from './body.guard.js';
import { handleClientError, handleFrameworkError } from './client-error.handler.js';
import { ConsolePages } from './console.pages.js';
import { GatewayModule } from './gateway.module.js';
import { parseJsonOnly } from './json.parser.js';
import { serveOpenApi } from './openapi.js';
import { ProblemFilter } from './problem.filter.js';
import { secureAnswers } from './security.headers.js';
import { validationPipe } from './validation.js';
import { keepObjectsYoung } from './young.heap.js';

/** How much larger than the content a body may be, in bytes: the other fields need room. */
const BODY_OVERHEAD_BYTES = 65_536;

/** How long a request may take to arrive, in ms: one that never ends would hold its connection. */
const REQUEST_TIMEOUT_MS = 30_000;

/** The HTTP server, before Nest knows the routes. */
export const gatewayAdapter = (requestTimeoutMs = REQUEST_TIMEOUT_MS): FastifyAdapter =>
  new FastifyAdapter({
    requestTimeout: requestTimeoutMs,
    // Without a Host header a request is meant for none of our hosts, which is answered as such.
    http: { connectionsCheckingInterval: requestTimeoutMs, requireHostHeader: false },
    clientErrorHandler: handleClientError,
    frameworkErrors: handleFrameworkError,
    // There is no middleware: what looks for some would do so for every request.
    skipMiddie: true,
    // While the process stops it goes on answering what it is asked.
    return503OnClosing: false,
  });

/** What every call has in common: access, checked input, problem documents, bounds, documentation. */
export function configureGateway(app: NestFastifyApplication): void {
  const { maxContentBytes } = app.get(AppConfig);
  const fastify = app.getHttpAdapter().getInstance();
  const methods = new AllowedMethods(fastify);
  boundClosing(app);
  secureAnswers(app);
  guardAccess(app);
  app.get(ConsolePages).serve(app);
  guardBodies(fastify);
  parseJsonOnly(fastify, maxContentBytes + BODY_OVERHEAD_BYTES);
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter(methods));
  serveOpenApi(app);
}

/**
 * Boots a gateway: HTTP in front, the store and the transports behind.
 * @throws ConfigError, RedisUnreachableError, PortTakenError
 */
export async function createGateway(): Promise<NestFastifyApplication> {
  keepObjectsYoung();
  const app = await NestFactory.create<NestFastifyApplication>(GatewayModule, gatewayAdapter(), {
    bufferLogs: true,
    // JSON alone: another kind of body is answered with 415 instead of being guessed at.
    bodyParser: false,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  const { gatewayHost, gatewayPort } = app.get(AppConfig);
  configureGateway(app);
  await listen(app, 'GATEWAY_PORT', gatewayHost, gatewayPort);
  new NestLogger('Gateway').log(`Listens at ${await app.getUrl()}, with docs at /docs`);
  return app;
}
