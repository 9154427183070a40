import {
  applyDecorators,
  Controller,
  Delete,
  HttpCode,
  Post,
  Query,
  UseGuards,
} from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type BulkOperation, BulkService } from '../tasks/bulk.service.js';
import { TakesNoBody } from './body.guard.js';
import { AcceptsJson } from './negotiation.js';
import { ApiProblems } from './openapi.js';
import { BulkResultDto } from './task.dto.js';
import { BulkQueryDto, toTaskFilter } from './task-queries.dto.js';

const HOW =
  'All that match are meant, newest first; at least one filter must be given. One call sees to a bounded ' +
  'number of them: go on with `next_cursor` until it is null. After an error, call again with the same cursor.';

/** What the three calls have in common. */
const ApiBulkOperation = (summary: string): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary, description: HOW }),
    ApiResponse({ status: 200, type: BulkResultDto, description: 'How many there were.' }),
    ApiProblems(
      'validation_failed',
      'malformed_body',
      'unsupported_media_type',
      'content_too_large',
      'store_unavailable',
    ),
  );

/** The same for many tasks: what failed is retried or removed, what waits is cancelled. */
@ApiTags('tasks')
@UseGuards(AcceptsJson, TakesNoBody)
@Controller('tasks')
export class BulkController {
  constructor(private readonly bulk: BulkService) {}

  @Post('cancel')
  @HttpCode(200)
  @ApiBulkOperation('Cancel all tasks that match')
  cancel(@Query() query: BulkQueryDto): Promise<BulkResultDto> {
    return this.apply('cancel', query);
  }

  @Post('retry')
  @HttpCode(200)
  @ApiBulkOperation('Run all failed or cancelled tasks that match again')
  retry(@Query() query: BulkQueryDto): Promise<BulkResultDto> {
    return this.apply('retry', query);
  }

  @Delete()
  @ApiBulkOperation('Remove all ended tasks that match')
  remove(@Query() query: BulkQueryDto): Promise<BulkResultDto> {
    return this.apply('remove', query);
  }

  private async apply(operation: BulkOperation, query: BulkQueryDto): Promise<BulkResultDto> {
    const { cursor = null } = query;
    const result = await this.bulk.apply(operation, toTaskFilter(query), cursor);
    const { changed, skipped, nextCursor } = result;
    return { changed, skipped, next_cursor: nextCursor };
  }
}
