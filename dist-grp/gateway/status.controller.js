var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import * as openapi_import_1 from "./status.dto.js";
import * as openapi from "@nestjs/swagger";
import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { VERSION } from '../process/version.js';
import { durabilityOf } from '../redis/durability.js';
import { RedisConnections } from '../redis/redis.connections.js';
import { StoreUnavailableError } from '../tasks/task.errors.js';
import { TaskStore } from '../tasks/task.store.js';
import { ApiProblems } from './openapi.js';
import { ConsolePages } from './console.pages.js';
import { SubmitTimes } from './submit.times.js';
import { StatusDto } from './status.dto.js';
/** What the system is and how it is. */
let StatusController = class StatusController {
    store;
    redis;
    submits;
    pages;
    constructor(store, redis, submits, pages) {
        this.store = store;
        this.redis = redis;
        this.submits = submits;
        this.pages = pages;
    }
    async status() {
        const [overview, durability] = await Promise.all([this.overview(), this.durability()]);
        const workers = overview?.workers ?? [];
        return {
            name: 'OpenClaw V2',
            version: VERSION,
            redis: overview ? 'up' : 'down',
            durability,
            tasks: overview?.counts ?? null,
            entered: overview?.entered ?? null,
            submits: this.submits.show(),
            workers: workers.map(({ id, running, v1 }) => ({
                id,
                running,
                v1: toV1Status(v1),
            })),
            simulated: workers.length > 0 ? workers.some(({ v1 }) => v1.simulated) : null,
            links: {
                console: this.pages.path,
                tasks: '/tasks',
                docs: '/docs',
                openapi: '/docs-json',
                ready: '/health/ready',
            },
        };
    }
    async overview() {
        try {
            return await this.store.overview();
        }
        catch (error) {
            // That Redis is away is what this page is to tell, not a reason to tell nothing.
            if (error instanceof StoreUnavailableError)
                return null;
            throw error;
        }
    }
    async durability() {
        try {
            return await durabilityOf(this.redis.commands);
        }
        catch {
            return null;
        }
    }
};
__decorate([
    Get()
    // A browser gets something else at this address; and it is true for a moment only.
    ,
    Header('vary', 'accept'),
    Header('cache-control', 'no-store'),
    ApiOperation({ summary: 'How the system is: Redis, workers, V1, tasks by status' }),
    ApiResponse({
        status: 200,
        type: StatusDto,
        description: 'How it is, also while Redis is down.',
    }),
    ApiProblems(),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", Promise)
], StatusController.prototype, "status", null);
StatusController = __decorate([
    ApiTags('status'),
    Controller(),
    __metadata("design:paramtypes", [TaskStore,
        RedisConnections,
        SubmitTimes,
        ConsolePages])
], StatusController);
export { StatusController };
const toV1Status = ({ url, state, simulated, message, models }) => ({
    url,
    state,
    simulated,
    message,
    models: models && [...models],
});
//# sourceMappingURL=status.controller.js.map