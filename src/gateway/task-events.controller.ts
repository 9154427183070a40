import { Controller, Get, Headers, Param, Query, Res, UseGuards } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { InvalidTaskError } from '../tasks/task.errors.js';
import type { TaskTail } from '../tasks/task.store.js';
import { NOTHING_SEEN, type Seen, type Sight, TaskWatcher } from '../tasks/task.watcher.js';
import { type ServerSentEvent, streamEvents } from './event.stream.js';
import { AcceptsEvents } from './negotiation.js';
import { OpenRequests } from './open-requests.js';
import { ApiProblems } from './openapi.js';
import { SystemState } from './system.state.js';
import { TaskParamsDto } from './task-params.dto.js';
import { TaskEventsQueryDto } from './task-queries.dto.js';
import { toProgressDto, toTaskSummaryDto } from './task.view.js';

const CURSOR = /^(\d{1,15})\.(\d{1,15})\.(\d{1,15})\.(\d{1,15})$/;

/** A task's output as it is written. */
@ApiTags('tasks')
@UseGuards(AcceptsEvents)
@Controller('tasks')
export class TaskEventsController {
  constructor(
    private readonly watcher: TaskWatcher,
    private readonly system: SystemState,
    private readonly requests: OpenRequests,
  ) {}

  @Get(':id/events')
  @ApiOperation({
    summary: 'Follow a task: its status and its output as it is written',
    description:
      'Server-sent events: `status` (the task without content and output), `delta` (`delta`, and ' +
      '`offset`: the UTF-8 byte position after it), `progress` (a step of the run, such as the use of a ' +
      'tool; what has the same `id` is news of the same step), `reset` (another output: drop the one so far), ' +
      '`deleted`, and last `done` (as `status`, with `output_bytes`). `Last-Event-ID` or `?after=` ' +
      'resumes after an event, on any gateway. A task that has ended is told from its start.',
  })
  @ApiHeader({ name: 'Last-Event-ID', required: false, schema: { type: 'string' } })
  @ApiResponse({
    status: 200,
    description: 'The events.',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  })
  @ApiProblems('validation_failed', 'task_not_found', 'too_many_waiters', 'store_unavailable')
  async follow(
    @Param() { id }: TaskParamsDto,
    @Query() { after }: TaskEventsQueryDto,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const seen = seenOf(lastEventId ?? after);
    const signal = this.requests.enter(reply);
    await streamEvents(reply, signal, this.eventsOf(this.watcher.watch(id, seen, signal)));
  }

  private async *eventsOf(
    sights: AsyncGenerator<Sight, void, void>,
  ): AsyncGenerator<ServerSentEvent | null, void, void> {
    for await (const sight of sights) yield this.eventOf(sight);
  }

  private eventOf(sight: Sight): ServerSentEvent | null {
    if (sight.type === 'quiet') return null;
    if (sight.type === 'deleted') return { event: 'deleted', data: {} };
    const { seen } = sight;
    const id = `${seen.outputNumber}.${seen.offset}.${seen.progress}.${seen.version}`;
    switch (sight.type) {
      case 'reset':
        return { event: 'reset', data: {}, id };
      case 'progress':
        return { event: 'progress', data: toProgressDto(sight.progress), id };
      case 'delta':
        return { event: 'delta', data: { delta: sight.text, offset: seen.offset }, id };
      case 'status':
        return { event: 'status', data: this.summaryOf(sight.tail), id };
      case 'done': {
        const data = { ...this.summaryOf(sight.tail), output_bytes: sight.tail.length };
        return { event: 'done', data, id };
      }
    }
  }

  private summaryOf({ task, now }: TaskTail): object {
    return toTaskSummaryDto(task, now, this.system.v1IsAway);
  }
}

function seenOf(cursor: string | undefined): Seen {
  if (cursor === undefined || cursor === '') return NOTHING_SEEN;
  const places = CURSOR.exec(cursor)?.slice(1).map(Number);
  if (!places) {
    throw new InvalidTaskError('after', 'after must be the id of an event of this task');
  }
  const [outputNumber = 0, offset = 0, progress = 0, version = 0] = places;
  return { outputNumber, offset, progress, version };
}
