import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Logger,
  Param,
  Post,
  Query,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CreateTaskDto } from '../tasks/create-task.dto.js';
import { TaskService, type TaskView } from '../tasks/task.service.js';
import { TaskWaiter } from '../tasks/task.waiter.js';
import { Caller } from './access.js';
import { TakesNoBody } from './body.guard.js';
import {
  AcceptsJson,
  IDEMPOTENCY_KEY,
  isKnownTag,
  languageOf,
  preferredWait,
  submitterOf,
} from './negotiation.js';
import { OpenRequests } from './open-requests.js';
import { ApiProblems } from './openapi.js';
import { ProgressListDto } from './progress.dto.js';
import { SystemState } from './system.state.js';
import { AttemptListDto, SubmittedTaskDto, TaskDto, TaskListDto } from './task.dto.js';
import { etagOf, toAttemptDto, toProgressDto, toTaskDto, toTaskSummaryDto } from './task.view.js';
import { TaskParamsDto } from './task-params.dto.js';
import {
  DEFAULT_LIMIT,
  GetTaskQueryDto,
  ListTasksQueryDto,
  toTaskFilter,
} from './task-queries.dto.js';

const ACCEPTED = {
  zh: '任务已提交，正在处理中',
  en: 'The task was accepted and is being processed',
};

/** What the calls that change one task can answer with. */
const CHANGE_PROBLEMS = [
  'validation_failed',
  'malformed_body',
  'content_too_large',
  'unsupported_media_type',
  'task_not_found',
  'task_conflict',
  'store_unavailable',
] as const;

/** Tasks over HTTP. */
@ApiTags('tasks')
@UseGuards(AcceptsJson)
@Controller('tasks')
export class TasksController {
  private readonly logger = new Logger(TasksController.name);

  constructor(
    private readonly tasks: TaskService,
    private readonly waiter: TaskWaiter,
    private readonly system: SystemState,
    private readonly requests: OpenRequests,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Submit a task',
    description:
      'Answers at once with the id under which the task is found from now on. With ' +
      '`Prefer: wait=N` it waits for the result, N seconds at most (60 at most), and answers 200 ' +
      'with the task if it has ended by then.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    schema: { type: 'string', pattern: IDEMPOTENCY_KEY.source },
    description: 'Sent again with the same body, it answers with the same task instead of another.',
  })
  @ApiHeader({ name: 'Prefer', required: false, schema: { type: 'string', example: 'wait=10' } })
  @ApiHeader({
    name: 'Accept-Language',
    required: false,
    schema: { type: 'string', example: 'en' },
    description: 'The language of `message`: Chinese, or English where it is preferred.',
  })
  @ApiResponse({
    status: 202,
    type: SubmittedTaskDto,
    description: 'The task is kept.',
    headers: {
      Location: { description: 'Where the task is found.', schema: { type: 'string' } },
      'Idempotency-Replayed': {
        description: '`true` where the key had made this task before.',
        schema: { type: 'string' },
      },
    },
  })
  @ApiResponse({ status: 200, type: TaskDto, description: 'The task has ended already.' })
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
    @Caller() caller: string,
    @Headers() headers: Record<string, string | undefined>,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SubmittedTaskDto | TaskDto> {
    const { id, replayed } = await this.tasks.submit(request, submitterOf(caller, headers));
    void reply.header('location', `/tasks/${id}`);
    if (replayed) void reply.header('idempotency-replayed', 'true');

    const waitS = preferredWait(headers.prefer);
    const ended = waitS === null ? null : await this.endedWithin(id, waitS, reply);
    if (ended) {
      void reply.status(200).header('preference-applied', `wait=${waitS}`);
      return this.show(ended);
    }
    const language = languageOf(http);
    void reply.headers({ 'content-language': language, vary: 'accept-language' });
    return { task_id: id, status: 'pending', message: ACCEPTED[language] };
  }

  @Get()
  @ApiOperation({ summary: 'List tasks, newest first, without content and results' })
  @ApiResponse({ status: 200, type: TaskListDto, description: 'A page of the list.' })
  @ApiProblems('validation_failed', 'store_unavailable')
  async list(@Query() query: ListTasksQueryDto): Promise<TaskListDto> {
    const { cursor = null, limit = DEFAULT_LIMIT } = query;
    const page = await this.tasks.list(toTaskFilter(query), cursor, limit);
    return {
      data: page.tasks.map((task) => toTaskSummaryDto(task, page.now, this.system.v1IsAway)),
      next_cursor: page.nextCursor,
    };
  }

  @Get(':id')
  @ApiOperation({
    summary: 'See a task: its status, and its result once there is one',
    description:
      'With `?wait=N` it answers when the task has ended, or after N seconds with the task as it ' +
      'is. With `If-None-Match` it answers 304 where nothing changed since the given `ETag`.',
  })
  @ApiHeader({ name: 'If-None-Match', required: false, schema: { type: 'string' } })
  @ApiResponse({
    status: 200,
    type: TaskDto,
    description: 'The task.',
    headers: {
      ETag: { description: 'Another whenever the answer is.', schema: { type: 'string' } },
    },
  })
  @ApiResponse({ status: 304, description: 'Nothing changed.' })
  @ApiProblems('validation_failed', 'task_not_found', 'too_many_waiters', 'store_unavailable')
  async get(
    @Param() { id }: TaskParamsDto,
    @Query() { wait = 0 }: GetTaskQueryDto,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TaskDto | undefined> {
    if (wait > 0) await this.waiter.untilEnded(id, this.requests.enter(reply), wait * 1000);
    const view = await this.tasks.get(id);
    const etag = etagOf(view, this.system.v1IsAway);
    void reply.headers({ etag, 'cache-control': 'no-cache' });
    if (isKnownTag(known, etag)) {
      void reply.status(304);
      return undefined;
    }
    return this.show(view);
  }

  @Get(':id/progress')
  @ApiOperation({ summary: 'What the agent did besides speaking: the tools it used' })
  @ApiResponse({ status: 200, type: ProgressListDto, description: 'The newest steps.' })
  @ApiProblems('validation_failed', 'task_not_found', 'store_unavailable')
  async progress(@Param() { id }: TaskParamsDto): Promise<ProgressListDto> {
    return { data: (await this.tasks.progress(id)).map(toProgressDto) };
  }

  @Get(':id/attempts')
  @ApiOperation({ summary: 'See how the runs of a task went' })
  @ApiResponse({ status: 200, type: AttemptListDto, description: 'The runs.' })
  @ApiProblems('validation_failed', 'task_not_found', 'store_unavailable')
  async attempts(@Param() { id }: TaskParamsDto): Promise<AttemptListDto> {
    return { data: (await this.tasks.attempts(id)).map(toAttemptDto) };
  }

  @Post(':id/cancel')
  @UseGuards(TakesNoBody)
  @HttpCode(200)
  @ApiOperation({ summary: 'Cancel a task' })
  @ApiResponse({ status: 200, type: TaskDto, description: 'It is cancelled, now or before.' })
  @ApiResponse({ status: 202, type: TaskDto, description: 'It runs; its run is being stopped.' })
  @ApiProblems(...CHANGE_PROBLEMS)
  async cancel(
    @Param() { id }: TaskParamsDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TaskDto> {
    if ((await this.tasks.cancel(id)) === 'asked') void reply.status(202);
    return this.show(await this.tasks.get(id));
  }

  @Post(':id/retry')
  @UseGuards(TakesNoBody)
  @HttpCode(202)
  @ApiOperation({ summary: 'Run a failed or cancelled task again, under the same id' })
  @ApiResponse({ status: 202, type: TaskDto, description: 'It waits to be run again.' })
  @ApiProblems(...CHANGE_PROBLEMS)
  async retry(@Param() { id }: TaskParamsDto): Promise<TaskDto> {
    await this.tasks.retry(id);
    return this.show(await this.tasks.get(id));
  }

  @Delete(':id')
  @UseGuards(TakesNoBody)
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a task that has ended, with all that is kept of it' })
  @ApiResponse({ status: 204, description: 'It is gone.' })
  @ApiProblems(...CHANGE_PROBLEMS)
  async remove(@Param() { id }: TaskParamsDto): Promise<void> {
    await this.tasks.remove(id);
  }

  private show(view: TaskView): TaskDto {
    return toTaskDto(view, this.system.v1IsAway);
  }

  /** The task was accepted: whatever prevents waiting for it is no error of the request. */
  private async endedWithin(id: string, s: number, reply: FastifyReply): Promise<TaskView | null> {
    try {
      const ended = await this.waiter.untilEnded(id, this.requests.enter(reply), s * 1000);
      return ended ? await this.tasks.get(id) : null;
    } catch (error) {
      this.logger.warn({ err: error, task_id: id }, 'A task was accepted and not waited for');
      return null;
    }
  }
}
