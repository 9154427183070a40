var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import * as openapi from "@nestjs/swagger";
import { Controller, Get, UseFilters } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { HealthCheck, HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import { durabilityOf } from '../redis/durability.js';
import { RedisConnections } from '../redis/redis.connections.js';
import { NotReadyFilter } from './not-ready.filter.js';
import { Readiness } from './readiness.js';
import { SystemView } from './system.view.js';
/** A skew past this between our clock and Redis' is worth a warning: delays are timed by ours. */
const CLOCK_SKEW_WARNING_MS = 1_000;
/** Probes for whoever keeps the process up; the same in every mode. */
let HealthController = class HealthController {
    health;
    indicators;
    redis;
    readiness;
    system;
    constructor(health, indicators, redis, readiness, system) {
        this.health = health;
        this.indicators = indicators;
        this.redis = redis;
        this.readiness = readiness;
        this.system = system;
    }
    /** Whether the process runs at all. */
    live() {
        return { status: 'ok' };
    }
    /** Whether it can serve: it is not shutting down, and Redis answers. */
    ready() {
        return this.health.check([
            () => this.isServing(),
            () => this.redisAnswers(),
            () => this.showSystem(),
        ]);
    }
    isServing() {
        const indicator = this.indicators.check('process');
        return this.readiness.stopping ? indicator.down('stopping') : indicator.up();
    }
    /** Shown, not judged: without workers a gateway can still take tasks. */
    async showSystem() {
        const indicator = this.indicators.check('system');
        return indicator.up(await this.system.show().catch(() => ({})));
    }
    async redisAnswers() {
        const indicator = this.indicators.check('redis');
        const { commands } = this.redis;
        try {
            const [[seconds = 0, microseconds = 0], { warnings }] = await Promise.all([
                commands.time(),
                durabilityOf(commands),
            ]);
            const skewMs = Math.abs(Date.now() - seconds * 1000 - Math.floor(microseconds / 1000));
            const findings = {
                ...(warnings.length > 0 && { warnings }),
                ...(skewMs > CLOCK_SKEW_WARNING_MS && { clock_skew_ms: skewMs }),
            };
            return Object.keys(findings).length > 0 ? indicator.degraded(findings) : indicator.up();
        }
        catch {
            return indicator.down('does not answer');
        }
    }
};
__decorate([
    ApiOperation({ summary: 'Whether the process runs', security: [] }),
    Get('live'),
    ApiOkResponse({ description: 'It runs.' }),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", Object)
], HealthController.prototype, "live", null);
__decorate([
    ApiOperation({ summary: 'Whether the process can serve: it is not stopping, and Redis answers' }),
    Get('ready'),
    HealthCheck(),
    openapi.ApiResponse({ status: 200, type: Object }),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", void 0)
], HealthController.prototype, "ready", null);
HealthController = __decorate([
    ApiTags('health'),
    Controller('health'),
    UseFilters(NotReadyFilter),
    __metadata("design:paramtypes", [HealthCheckService,
        HealthIndicatorService,
        RedisConnections,
        Readiness,
        SystemView])
], HealthController);
export { HealthController };
//# sourceMappingURL=health.controller.js.map