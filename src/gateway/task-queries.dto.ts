import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Matches, Max, Min } from 'class-validator';
import { TASK_ERROR_CODES, type TaskErrorCode } from '../tasks/error.codes.js';
import type { TaskFilter } from '../tasks/task.store.js';
import { InvalidTaskError } from '../tasks/task.errors.js';
import { TIME, TIME_RULE, timeOf } from '../tasks/times.js';
import { NAME, NAME_RULE } from '../tasks/names.js';
import { TASK_STATUSES, type TaskStatus } from '../tasks/task.js';
import { MAX_WAIT_S } from './negotiation.js';

/** Tasks on a page unless another number is asked for. */
export const DEFAULT_LIMIT = 50;

/** How to get a task. */
export class GetTaskQueryDto {
  /** Seconds to wait for the task to end before answering with it as it is, 0 to 60. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(MAX_WAIT_S)
  wait?: number;
}

/** From where on to follow a task. */
export class TaskEventsQueryDto {
  /**
   * The id of the last event that was seen, for clients that cannot send `Last-Event-ID`.
   * @example "1.512.4"
   */
  @IsOptional()
  @IsString()
  after?: string;
}

/** Which changes of tasks to follow, and from where on. */
export class EventsQueryDto {
  /** Only tasks that have this status now; that a task left it is not told. */
  @IsOptional()
  @IsIn(TASK_STATUSES)
  status?: TaskStatus;

  /**
   * The id of the last event that was seen, for clients that cannot send `Last-Event-ID`.
   * @example "1790000000000-0"
   */
  @IsOptional()
  @IsString()
  after?: string;
}

/** Which tasks are meant. */
export class TaskFilterQueryDto {
  /** Only tasks of this status. */
  @IsOptional()
  @IsIn(TASK_STATUSES)
  status?: TaskStatus;

  /** Only tasks that failed with this. */
  @IsOptional()
  @IsIn(TASK_ERROR_CODES)
  error_code?: TaskErrorCode;

  /** Only tasks of this agent. */
  @IsOptional()
  @Matches(NAME, { message: `agent_id ${NAME_RULE}` })
  agent_id?: string;

  /** Only tasks of this session. */
  @IsOptional()
  @Matches(NAME, { message: `session_key ${NAME_RULE}` })
  session_key?: string;

  /**
   * Only tasks created before this time.
   * @example "2026-11-25T00:00:00Z"
   */
  @IsOptional()
  @Matches(TIME, { message: `before ${TIME_RULE}` })
  before?: string;
}

/** Which tasks to list. */
export class ListTasksQueryDto extends TaskFilterQueryDto {
  /** How many at most, 1 to 200. */
  @ApiPropertyOptional({ default: DEFAULT_LIMIT })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;

  /** Where to go on: `next_cursor` of the page before. */
  @IsCursor()
  cursor?: string;
}

/** Which tasks to do something with. */
export class BulkQueryDto extends TaskFilterQueryDto {
  /** Where to go on: `next_cursor` of the answer before. */
  @IsCursor()
  cursor?: string;
}

/** The filter as the domain knows it. @throws InvalidTaskError where there is no such time */
export function toTaskFilter(query: TaskFilterQueryDto): TaskFilter {
  const before = query.before === undefined ? null : timeOf(query.before);
  if (query.before !== undefined && before === null) {
    throw new InvalidTaskError('before', 'before must be a time that exists');
  }
  return {
    status: query.status ?? null,
    agentId: query.agent_id ?? null,
    sessionKey: query.session_key ?? null,
    errorCode: query.error_code ?? null,
    before,
  };
}

function IsCursor(): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? value.toLowerCase() : value,
    ),
    IsUUID('7', { message: 'cursor must be the next_cursor of another page' }),
  );
}
