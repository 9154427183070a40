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
import * as openapi_import_1 from "./model.dto.js";
import * as openapi from "@nestjs/swagger";
import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { TaskStore } from '../../tasks/task.store.js';
import { ApiOpenAiErrors } from '../openapi.js';
import { ModelDto, ModelListDto } from './model.dto.js';
import { OpenAiError } from './openai.error.js';
const NOT_KNOWN = {
    503: '`no_worker`: No worker is alive; `v1_unavailable`: OpenClaw was not reached yet',
};
/** The agents of OpenClaw as models. A gateway has no access to V1: it knows what workers were told. */
let ModelsController = class ModelsController {
    store;
    constructor(store) {
        this.store = store;
    }
    async list() {
        return { object: 'list', data: (await this.ids()).map(toModel) };
    }
    async get(model) {
        if ((await this.ids()).includes(model))
            return toModel(model);
        throw new OpenAiError(404, 'model_not_found', `There is no model ${model}.`, 'model');
    }
    /** @throws OpenAiError where nobody knows; StoreUnavailableError */
    async ids() {
        const { workers } = await this.store.overview();
        if (workers.length === 0) {
            throw new OpenAiError(503, 'no_worker', 'No worker is alive, and nobody else can ask V1.');
        }
        // A worker of an older version tells none.
        const lists = workers.map(({ v1 }) => v1.models ?? null).filter((models) => models !== null);
        if (lists.length > 0)
            return [...new Set(lists.flat())];
        const [why = null] = workers.map(({ v1 }) => v1.message);
        throw new OpenAiError(503, 'v1_unavailable', `V1 has not listed its models yet. ${why ?? ''}`.trim());
    }
};
__decorate([
    Get(),
    ApiOperation({ summary: 'List the models: the agents of OpenClaw' }),
    ApiResponse({ status: 200, type: ModelListDto, description: 'What OpenClaw last listed.' }),
    ApiOpenAiErrors(['store_unavailable'], NOT_KNOWN),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", Promise)
], ModelsController.prototype, "list", null);
__decorate([
    Get(':model'),
    ApiParam({ name: 'model', example: 'openclaw/main' }),
    ApiOperation({ summary: 'See whether there is a model' }),
    ApiResponse({ status: 200, type: ModelDto, description: 'There is.' }),
    ApiOpenAiErrors(['store_unavailable'], {
        ...NOT_KNOWN,
        404: '`model_not_found`: There is no such model',
    }),
    __param(0, Param('model')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Promise)
], ModelsController.prototype, "get", null);
ModelsController = __decorate([
    ApiTags('openai'),
    Controller('v1/models'),
    __metadata("design:paramtypes", [TaskStore])
], ModelsController);
export { ModelsController };
const toModel = (id) => ({
    id,
    object: 'model',
    created: 0,
    owned_by: 'openclaw',
});
//# sourceMappingURL=models.controller.js.map