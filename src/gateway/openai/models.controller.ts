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
@ApiTags('openai')
@Controller('v1/models')
export class ModelsController {
  constructor(private readonly store: TaskStore) {}

  @Get()
  @ApiOperation({ summary: 'List the models: the agents of OpenClaw' })
  @ApiResponse({ status: 200, type: ModelListDto, description: 'What OpenClaw last listed.' })
  @ApiOpenAiErrors(['store_unavailable'], NOT_KNOWN)
  async list(): Promise<ModelListDto> {
    return { object: 'list', data: (await this.ids()).map(toModel) };
  }

  @Get(':model')
  @ApiParam({ name: 'model', example: 'openclaw/main' })
  @ApiOperation({ summary: 'See whether there is a model' })
  @ApiResponse({ status: 200, type: ModelDto, description: 'There is.' })
  @ApiOpenAiErrors(['store_unavailable'], {
    ...NOT_KNOWN,
    404: '`model_not_found`: There is no such model',
  })
  async get(@Param('model') model: string): Promise<ModelDto> {
    if ((await this.ids()).includes(model)) return toModel(model);
    throw new OpenAiError(404, 'model_not_found', `There is no model ${model}.`, 'model');
  }

  /** @throws OpenAiError where nobody knows; StoreUnavailableError */
  private async ids(): Promise<string[]> {
    const { workers } = await this.store.overview();
    if (workers.length === 0) {
      throw new OpenAiError(503, 'no_worker', 'No worker is alive, and nobody else can ask V1.');
    }
    // A worker of an older version tells none.
    const lists = workers.map(({ v1 }) => v1.models ?? null).filter((models) => models !== null);
    if (lists.length > 0) return [...new Set(lists.flat())];
    const [why = null] = workers.map(({ v1 }) => v1.message);
    throw new OpenAiError(
      503,
      'v1_unavailable',
      `V1 has not listed its models yet. ${why ?? ''}`.trim(),
    );
  }
}

const toModel = (id: string): ModelDto => ({
  id,
  object: 'model',
  created: 0,
  owned_by: 'openclaw',
});
