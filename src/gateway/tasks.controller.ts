import { Body, Controller, Get, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CreateTaskDto } from '../tasks/create-task.dto.js';
import { InvalidTaskError } from '../tasks/task.errors.js';
import { TaskService } from '../tasks/task.service.js';
import { ApiProblems } from './openapi.js';
import { SubmittedTaskDto, TaskDto, toTaskDto } from './task.dto.js';
import { TaskParamsDto } from './task-params.dto.js';

/** Who calls, as long as nobody is asked for a key. */
const LOCAL_CLIENT = 'local';
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/** Tasks over HTTP. */
@ApiTags('tasks')
@Controller('tasks')
export class TasksController {
  constructor(private readonly tasks: TaskService) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Submit a task',
    description: 'Answers at once with the id under which the task is found from now on.',
  })
  @ApiHeader({
    name: 'idempotency-key',
    required: false,
    description: 'Sent again with the same body, it answers with the same task instead of another.',
  })
  @ApiProblems(
    'validation_failed',
    'malformed_body',
    'content_too_large',
    'unsupported_media_type',
    'idempotency_key_reused',
    'queue_full',
    'store_unavailable',
  )
  async submit(
    @Body() request: CreateTaskDto,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SubmittedTaskDto> {
    if (key !== undefined && !IDEMPOTENCY_KEY.test(key)) {
      throw new InvalidTaskError(
        'idempotency-key',
        'idempotency-key must be 1 to 255 visible ASCII characters',
      );
    }
    const { id, replayed } = await this.tasks.submit(request, LOCAL_CLIENT, key ?? null);
    void reply.header('location', `/tasks/${id}`);
    if (replayed) void reply.header('idempotency-replayed', 'true');
    return { task_id: id, status: 'pending', message: '任务已提交，正在处理中' };
  }

  @Get(':id')
  @ApiOperation({ summary: 'See a task: its status, and its result once there is one' })
  @ApiProblems('validation_failed', 'task_not_found', 'store_unavailable')
  async get(@Param() { id }: TaskParamsDto): Promise<TaskDto> {
    return toTaskDto(await this.tasks.get(id));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Cancel a task',
    description:
      '200: it is cancelled. 202: it runs, and its run is being stopped. 409: it had ended before.',
  })
  @ApiProblems('validation_failed', 'task_not_found', 'task_conflict', 'store_unavailable')
  async cancel(
    @Param() { id }: TaskParamsDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TaskDto> {
    const snapshot = await this.tasks.cancel(id);
    if (snapshot.task.status === 'running') void reply.status(202);
    return toTaskDto(snapshot);
  }

  @Post(':id/retry')
  @HttpCode(202)
  @ApiOperation({ summary: 'Run a failed or cancelled task again, under the same id' })
  @ApiProblems('validation_failed', 'task_not_found', 'task_conflict', 'store_unavailable')
  async retry(@Param() { id }: TaskParamsDto): Promise<TaskDto> {
    return toTaskDto(await this.tasks.retry(id));
  }
}
