import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Query,
  Res,
  UseGuards,
} from '@nestjs/common';
import {
  ApiExtraModels,
  ApiHeader,
  ApiOperation,
  ApiParam,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { InvalidTaskError } from '../../tasks/task.errors.js';
import { TaskService } from '../../tasks/task.service.js';
import { Caller } from '../access.js';
import { TakesNoBody } from '../body.guard.js';
import { streamEvents } from '../event.stream.js';
import { IDEMPOTENCY_KEY, submitterOf } from '../negotiation.js';
import { OpenRequests } from '../open-requests.js';
import { ApiOpenAiErrors } from '../openapi.js';
import { CreateResponseDto } from './create-response.dto.js';
import { CREATE_PROBLEMS, NOT_RESUMED, objectOrEvents, RUN_ERRORS } from './openai.documents.js';
import { DeletedResponseDto, ResponseDto } from './response.dto.js';
import { taskIdOf } from './response.id.js';
import { GetResponseQueryDto } from './response-queries.dto.js';
import { ResponsesService } from './responses.service.js';

const ID = { name: 'response_id', example: 'resp_01a21001-ce8a-70d9-9d4e-09a70750f937' };

const needsStream = (param: string): InvalidTaskError =>
  new InvalidTaskError(param, `${param} is for a stream: it needs stream to be true.`);

/** Tasks as OpenAI's responses. */
@ApiTags('openai')
@ApiExtraModels(ResponseDto)
@Controller('v1/responses')
export class ResponsesController {
  constructor(
    private readonly responses: ResponsesService,
    private readonly tasks: TaskService,
    private readonly requests: OpenRequests,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Create a response',
    description:
      'With `background: true` it answers at once, and the response is fetched, followed or ' +
      'cancelled by its id. Without, it answers once the response has ended, and cancels it when ' +
      'the client leaves before. With `stream: true` the answer is a stream of events.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    schema: { type: 'string', pattern: IDEMPOTENCY_KEY.source },
    description: 'Sent again with the same body, it answers with the same response.',
  })
  @ApiResponse(objectOrEvents(ResponseDto, 'The response, or its events.'))
  @ApiOpenAiErrors(CREATE_PROBLEMS, RUN_ERRORS)
  async create(
    @Body() dto: CreateResponseDto,
    @Caller() caller: string,
    @Headers() headers: Record<string, string | undefined>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const by = submitterOf(caller, headers);
    const held = await this.responses.submit(dto, headers, by, reply);
    if (dto.stream === true) {
      await streamEvents(reply, held.signal, this.responses.eventsOfNew(held), NOT_RESUMED);
      return;
    }
    const waits = dto.background !== true;
    await reply.send(await (waits ? this.responses.ended(held) : this.responses.created(held)));
  }

  @Get(':response_id')
  @ApiParam(ID)
  @ApiOperation({
    summary: 'See a response as it is, or follow it',
    description:
      'With `?stream=true` the answer is its events, from the beginning or after the one with the ' +
      '`sequence_number` that `starting_after` gives: numbers are the same whoever asks and whenever.',
  })
  @ApiResponse(objectOrEvents(ResponseDto, 'The response, or its events.'))
  @ApiOpenAiErrors(['validation_failed', 'task_not_found', 'too_many_waiters', 'store_unavailable'])
  async get(
    @Param('response_id') responseId: string,
    @Query() query: GetResponseQueryDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const id = taskIdOf(responseId);
    if (query.stream !== true) {
      if (query.starting_after !== undefined) throw needsStream('starting_after');
      await reply.send(await this.responses.get(id));
      return;
    }
    const signal = this.requests.enter(reply);
    const events = this.responses.events({ id, signal }, query.starting_after ?? null);
    await streamEvents(reply, signal, events, NOT_RESUMED);
  }

  @Post(':response_id/cancel')
  @UseGuards(TakesNoBody)
  @HttpCode(200)
  @ApiParam(ID)
  @ApiOperation({
    summary: 'Cancel a response',
    description: 'One that has ended stays as it is. A run that is being stopped is waited for.',
  })
  @ApiResponse({ status: 200, type: ResponseDto, description: 'The response as it is then.' })
  @ApiOpenAiErrors([
    'validation_failed',
    'malformed_body',
    'task_not_found',
    'content_too_large',
    'unsupported_media_type',
    'store_unavailable',
  ])
  cancel(
    @Param('response_id') responseId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ResponseDto> {
    return this.responses.cancel(taskIdOf(responseId), reply);
  }

  @Delete(':response_id')
  @UseGuards(TakesNoBody)
  @HttpCode(200)
  @ApiParam(ID)
  @ApiOperation({ summary: 'Delete a response that has ended, with all that is kept of it' })
  @ApiResponse({ status: 200, type: DeletedResponseDto, description: 'It is gone.' })
  @ApiOpenAiErrors([
    'validation_failed',
    'malformed_body',
    'task_not_found',
    'task_conflict',
    'content_too_large',
    'unsupported_media_type',
    'store_unavailable',
  ])
  async remove(@Param('response_id') responseId: string): Promise<DeletedResponseDto> {
    await this.tasks.remove(taskIdOf(responseId));
    return { id: responseId, object: 'response', deleted: true };
  }
}
