import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { LoggerModule } from 'nestjs-pino';
import pino from 'pino';
import { AppConfig } from '../config/app.config.js';
import { currentRequestId, identifyRequests } from './request.id.js';

/** Nest tells of each part that it sets up; that is for those who debug the start. */
const SETUP_CONTEXTS = new Set([
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestMicroservice',
  'ClientProxy',
  'Server',
]);
const INFO = 30;

/** What the log has of an error. Its other fields may hold content: a ReplyError has the command. */
function describeError(error: Error) {
  const { type, message, stack } = pino.stdSerializers.err(error);
  const code = 'code' in error ? error.code : undefined;
  return { type, message, stack, code };
}

/** What a line has of the request that it is written for: neither its address nor its headers. */
function ofRequest(): object {
  const id = currentRequestId();
  return id === undefined ? {} : { request_id: id };
}

function demoteSetup(
  this: pino.Logger,
  args: Parameters<pino.LogFn>,
  log: pino.LogFn,
  level: number,
) {
  const [fields] = args as unknown[];
  const context = fields instanceof Object && 'context' in fields ? fields.context : undefined;
  const demoted = level === INFO && typeof context === 'string' && SETUP_CONTEXTS.has(context);
  (demoted ? this.debug : log).apply(this, args);
}

/**
 * Structured logs by pino: JSON, or one readable line each on a terminal. Content of tasks, results
 * and secrets are never handed to it. Lines that are written for an HTTP request have its id.
 */
@Module({
  imports: [
    LoggerModule.forRootAsync({
      inject: [AppConfig],
      useFactory: (config: AppConfig) => {
        const format = config.logFormat ?? (process.stdout.isTTY ? 'pretty' : 'json');
        return {
          // Its middleware would make a logger for every request, where a line needs only an id.
          forRoutes: [],
          pinoHttp: {
            level: config.logLevel,
            mixin: ofRequest,
            serializers: { err: describeError },
            hooks: { logMethod: demoteSetup },
            ...(format === 'pretty' && {
              transport: {
                target: 'pino-pretty',
                options: {
                  singleLine: true,
                  ignore: 'pid,hostname,context',
                  messageFormat: '{if context}[{context}] {end}{msg}',
                },
              },
            }),
          },
        };
      },
    }),
  ],
})
export class LoggingModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    identifyRequests(this.host.httpAdapter.getInstance<FastifyInstance>());
  }
}
