import { Body, Controller, Headers, HttpCode, Post, Res } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { NOTHING_SEEN } from '../../tasks/task.watcher.js';
import { Caller } from '../access.js';
import { streamEvents } from '../event.stream.js';
import { IDEMPOTENCY_KEY, submitterOf } from '../negotiation.js';
import { ApiOpenAiErrors } from '../openapi.js';
import { ChatCompletionDto } from './chat-completion.dto.js';
import { completionChunks, toCompletion } from './chat-completion.view.js';
import { CreateChatCompletionDto } from './create-chat-completion.dto.js';
import { type HeldTask, HeldTasks } from './held.tasks.js';
import { CREATE_PROBLEMS, NOT_RESUMED, objectOrEvents, RUN_ERRORS } from './openai.documents.js';
import { errorOf } from './openai.error.js';
import { taskOfChat } from './task.request.js';

/** V1's own endpoint, through the queue. */
@ApiTags('openai')
@ApiExtraModels(ChatCompletionDto)
@Controller('v1/chat/completions')
export class ChatCompletionsController {
  constructor(private readonly held: HeldTasks) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Create a chat completion',
    description:
      'As OpenClaw has it, through the queue: it answers once the task has ended, or with chunks as ' +
      'it speaks, and cancels it when the client leaves before.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    schema: { type: 'string', pattern: IDEMPOTENCY_KEY.source },
    description: 'Sent again with the same body, it answers with the same completion.',
  })
  @ApiHeader({ name: 'x-openclaw-agent-id', required: false, schema: { type: 'string' } })
  @ApiHeader({ name: 'x-openclaw-session-key', required: false, schema: { type: 'string' } })
  @ApiResponse(objectOrEvents(ChatCompletionDto, 'The completion, or its chunks.'))
  @ApiOpenAiErrors(CREATE_PROBLEMS, RUN_ERRORS)
  async create(
    @Body() dto: CreateChatCompletionDto,
    @Caller() caller: string,
    @Headers() headers: Record<string, string | undefined>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const request = taskOfChat(dto, headers);
    const held = await this.held.submit(request, submitterOf(caller, headers), reply);
    if (dto.stream === true) {
      const includeUsage = dto.stream_options?.include_usage === true;
      await streamEvents(reply, held.signal, await this.chunks(held, includeUsage), NOT_RESUMED);
    } else {
      await reply.send(await this.completion(held));
    }
  }

  private async completion(held: HeldTask): Promise<ChatCompletionDto> {
    const { task, output } = await this.held.ended(held);
    if (task.status !== 'completed') throw errorOf(task);
    return toCompletion(task, output);
  }

  private async chunks(held: HeldTask, includeUsage: boolean) {
    const { task } = await this.held.look(held);
    const sights = this.held.follow(held.id, NOTHING_SEEN, held.signal);
    return completionChunks(task, sights, includeUsage);
  }
}
