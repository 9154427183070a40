var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import * as openapi from "@nestjs/swagger";
import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { MetricsRegistry } from './metrics.registry.js';
/** The figures of this process, for Prometheus. */
let MetricsController = class MetricsController {
    registry;
    constructor(registry) {
        this.registry = registry;
    }
    scrape(reply) {
        void reply.header('content-type', this.registry.contentType);
        return this.registry.scrape();
    }
};
__decorate([
    Get(),
    ApiOperation({ summary: 'The figures of this process, for Prometheus' }),
    ApiOkResponse({
        description: 'The figures.',
        content: { 'text/plain': { schema: { type: 'string' } } },
    }),
    Header('cache-control', 'no-store'),
    __param(0, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], MetricsController.prototype, "scrape", null);
MetricsController = __decorate([
    ApiTags('status'),
    Controller('metrics'),
    __metadata("design:paramtypes", [MetricsRegistry])
], MetricsController);
export { MetricsController };
//# sourceMappingURL=metrics.controller.js.map