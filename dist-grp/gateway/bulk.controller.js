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
import * as openapi_import_1 from "./task.dto.js";
import * as openapi from "@nestjs/swagger";
import { applyDecorators, Controller, Delete, HttpCode, Post, Query, UseGuards, } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { BulkService } from '../tasks/bulk.service.js';
import { TakesNoBody } from './body.guard.js';
import { AcceptsJson } from './negotiation.js';
import { ApiProblems } from './openapi.js';
import { BulkResultDto } from './task.dto.js';
import { BulkQueryDto, toTaskFilter } from './task-queries.dto.js';
const HOW = 'All that match are meant, newest first; at least one filter must be given. One call sees to a bounded ' +
    'number of them: go on with `next_cursor` until it is null. After an error, call again with the same cursor.';
/** What the three calls have in common. */
const ApiBulkOperation = (summary) => applyDecorators(ApiOperation({ summary, description: HOW }), ApiResponse({ status: 200, type: BulkResultDto, description: 'How many there were.' }), ApiProblems('validation_failed', 'malformed_body', 'unsupported_media_type', 'content_too_large', 'store_unavailable'));
/** The same for many tasks: what failed is retried or removed, what waits is cancelled. */
let BulkController = class BulkController {
    bulk;
    constructor(bulk) {
        this.bulk = bulk;
    }
    cancel(query) {
        return this.apply('cancel', query);
    }
    retry(query) {
        return this.apply('retry', query);
    }
    remove(query) {
        return this.apply('remove', query);
    }
    async apply(operation, query) {
        const { cursor = null } = query;
        const result = await this.bulk.apply(operation, toTaskFilter(query), cursor);
        const { changed, skipped, nextCursor } = result;
        return { changed, skipped, next_cursor: nextCursor };
    }
};
__decorate([
    Post('cancel'),
    HttpCode(200),
    ApiBulkOperation('Cancel all tasks that match'),
    openapi.ApiResponse({ status: 200, type: openapi_import_1.BulkResultDto }),
    __param(0, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [BulkQueryDto]),
    __metadata("design:returntype", Promise)
], BulkController.prototype, "cancel", null);
__decorate([
    Post('retry'),
    HttpCode(200),
    ApiBulkOperation('Run all failed or cancelled tasks that match again'),
    openapi.ApiResponse({ status: 200, type: openapi_import_1.BulkResultDto }),
    __param(0, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [BulkQueryDto]),
    __metadata("design:returntype", Promise)
], BulkController.prototype, "retry", null);
__decorate([
    Delete(),
    ApiBulkOperation('Remove all ended tasks that match'),
    openapi.ApiResponse({ status: 200, type: openapi_import_1.BulkResultDto }),
    __param(0, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [BulkQueryDto]),
    __metadata("design:returntype", Promise)
], BulkController.prototype, "remove", null);
BulkController = __decorate([
    ApiTags('tasks'),
    UseGuards(AcceptsJson, TakesNoBody),
    Controller('tasks'),
    __metadata("design:paramtypes", [BulkService])
], BulkController);
export { BulkController };
//# sourceMappingURL=bulk.controller.js.map