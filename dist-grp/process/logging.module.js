var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
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
function describeError(error) {
    const { type, message, stack } = pino.stdSerializers.err(error);
    const code = 'code' in error ? error.code : undefined;
    return { type, message, stack, code };
}
/** What a line has of the request that it is written for: neither its address nor its headers. */
function ofRequest() {
    const id = currentRequestId();
    return id === undefined ? {} : { request_id: id };
}
function demoteSetup(args, log, level) {
    const [fields] = args;
    const context = fields instanceof Object && 'context' in fields ? fields.context : undefined;
    const demoted = level === INFO && typeof context === 'string' && SETUP_CONTEXTS.has(context);
    (demoted ? this.debug : log).apply(this, args);
}
/**
 * Structured logs by pino: JSON, or one readable line each on a terminal. Content of tasks, results
 * and secrets are never handed to it. Lines that are written for an HTTP request have its id.
 */
let LoggingModule = class LoggingModule {
    host;
    constructor(host) {
        this.host = host;
    }
    onModuleInit() {
        identifyRequests(this.host.httpAdapter.getInstance());
    }
};
LoggingModule = __decorate([
    Module({
        imports: [
            LoggerModule.forRootAsync({
                inject: [AppConfig],
                useFactory: (config) => {
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
    }),
    __metadata("design:paramtypes", [HttpAdapterHost])
], LoggingModule);
export { LoggingModule };
//# sourceMappingURL=logging.module.js.map