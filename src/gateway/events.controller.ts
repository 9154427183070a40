import { Controller, Get, Headers, Query, Res, UseGuards } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ChangesWatcher, type News } from '../tasks/changes.watcher.js';
import type { TaskChange } from '../tasks/task.store.js';
import { InvalidTaskError } from '../tasks/task.errors.js';
import type { TaskStatus } from '../tasks/task.js';
import { type ServerSentEvent, streamEvents } from './event.stream.js';
import { AcceptsEvents } from './negotiation.js';
import { OpenRequests } from './open-requests.js';
import { ApiProblems } from './openapi.js';
import { SystemState } from './system.state.js';
import { EventsQueryDto } from './task-queries.dto.js';
import { toTaskSummaryDto } from './task.view.js';

const CURSOR = /^\d{1,15}-\d{1,15}$/;

/** All tasks as they change. */
@ApiTags('tasks')
@UseGuards(AcceptsEvents)
@Controller('events')
export class EventsController {
  constructor(
    private readonly watcher: ChangesWatcher,
    private readonly system: SystemState,
    private readonly requests: OpenRequests,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Follow all tasks as they change',
    description:
      'Server-sent events: `reset` (what you know may be out of date: list anew; always first, unless ' +
      'the stream goes on after an event that is still remembered), `task` (a task without content ' +
      'and output, as it is now) and `deleted` (`task_id`). Changes that follow closely on each ' +
      'other are told as one. `Last-Event-ID` or `?after=` resumes after an event, on any gateway.',
  })
  @ApiHeader({ name: 'Last-Event-ID', required: false, schema: { type: 'string' } })
  @ApiResponse({
    status: 200,
    description: 'The events.',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  })
  @ApiProblems('validation_failed', 'too_many_waiters', 'store_unavailable')
  async follow(
    @Query() { status, after }: EventsQueryDto,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const cursor = cursorOf(lastEventId ?? after);
    const signal = this.requests.enter(reply);
    const news = this.watcher.watch(cursor, signal);
    await streamEvents(reply, signal, this.eventsOf(news, status));
  }

  private async *eventsOf(
    news: AsyncGenerator<News, void, void>,
    status: TaskStatus | undefined,
  ): AsyncGenerator<ServerSentEvent | null, void, void> {
    for await (const told of news) {
      if (told.type === 'quiet') yield null;
      else if (told.type === 'reset') yield { event: 'reset', data: {}, id: told.cursor };
      else yield* this.eventsOfChanges(told, status);
    }
  }

  /** Only the last has the id: who is cut off before it is told all of them again. */
  private *eventsOfChanges(
    { changes, now, cursor }: Extract<News, { type: 'changes' }>,
    status: TaskStatus | undefined,
  ): Generator<ServerSentEvent, void, void> {
    const wanted = changes.filter(
      (change) => change.type === 'deleted' || !status || change.task.status === status,
    );
    // An id alone, or whoever hears of few changes would soon be too far behind to resume.
    if (wanted.length === 0) yield { id: cursor };
    for (const [i, change] of wanted.entries()) {
      const event = this.eventOf(change, now);
      yield i === wanted.length - 1 ? { ...event, id: cursor } : event;
    }
  }

  private eventOf(change: TaskChange, now: number): { event: string; data: object } {
    if (change.type === 'deleted') return { event: 'deleted', data: { task_id: change.id } };
    return { event: 'task', data: toTaskSummaryDto(change.task, now, this.system.v1IsAway) };
  }
}

function cursorOf(cursor: string | undefined): string | null {
  if (cursor === undefined || cursor === '') return null;
  if (CURSOR.test(cursor)) return cursor;
  throw new InvalidTaskError('after', 'after must be the id of an event of this stream');
}
