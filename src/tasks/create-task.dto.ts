import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsObject,
  IsOptional,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsMetadata } from './is-metadata.js';
import { NAME, NAME_RULE } from './names.js';
import { TIME, TIME_RULE } from './times.js';
import {
  CHAT_ROLES,
  type ChatMessage,
  RETRY_POLICIES,
  type RetryPolicy,
  type Sampling,
} from './task.js';

export const YEAR_MS = 31_536_000_000;

/** The lowest is 0. */
export const HIGHEST_PRIORITY = 9;

/** What a task has that a request leaves out. */
export const DEFAULTS = { priority: 5, retry: 'safe', maxAttempts: 3 } as const;

/** Null is taken for nothing: many clients write it for what they leave out. */
const isAbsent = (value: unknown): boolean => value === undefined || value === null;

/** One message of a conversation, as OpenAI's chat completions have it. */
export class ChatMessageDto implements ChatMessage {
  /** Who says it. */
  @IsIn(CHAT_ROLES)
  role!: (typeof CHAT_ROLES)[number];

  /** What is said. */
  @Matches(/\S/, { message: 'content must be a text that is not blank' })
  content!: string;
}

/**
 * How the model is to choose its words, within the limits that V1 sets. V1 passes it on to the model,
 * which may not know all of it.
 */
export class SamplingDto implements Sampling {
  /** 0 to 2. */
  @ApiPropertyOptional({ type: 'number', format: 'double' })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(2)
  temperature?: number;

  /** 0 to 1. */
  @ApiPropertyOptional({ type: 'number', format: 'double' })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  top_p?: number;

  /** Longest answer, in tokens. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  max_tokens?: number;

  /** -2 to 2. */
  @ApiPropertyOptional({ type: 'number', format: 'double' })
  @IsOptional()
  @IsNumber()
  @Min(-2)
  @Max(2)
  frequency_penalty?: number;

  /** -2 to 2. */
  @ApiPropertyOptional({ type: 'number', format: 'double' })
  @IsOptional()
  @IsNumber()
  @Min(-2)
  @Max(2)
  presence_penalty?: number;

  /** The same seed makes the same answer more likely. */
  @IsOptional()
  @IsInt()
  @Min(Number.MIN_SAFE_INTEGER)
  @Max(Number.MAX_SAFE_INTEGER)
  seed?: number;

  /** The answer ends before any of these. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(4)
  @IsNotEmpty({ each: true })
  @MaxLength(256, { each: true })
  stop?: string[];
}

/** A task to be run by OpenClaw: either `content` or `messages`. */
export class CreateTaskDto {
  /**
   * What the agent is asked to do.
   * @example "Summarise the news of today in three sentences."
   */
  @ValidateIf(({ content, messages }: CreateTaskDto) => isAbsent(messages) || !isAbsent(content))
  @Matches(/\S/, { message: 'content must be a text that is not blank, unless messages is given' })
  content?: string;

  /** A conversation instead of `content`; at least one message is of role `user`. */
  @ValidateIf(({ messages }: CreateTaskDto) => !isAbsent(messages))
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => ChatMessageDto)
  messages?: ChatMessageDto[];

  /**
   * The OpenClaw agent that runs it; V1_AGENT_ID unless given.
   * @example "main"
   */
  @IsOptional()
  @ApiPropertyOptional({ pattern: NAME.source })
  @Matches(NAME, { message: `agent_id ${NAME_RULE}` })
  agent_id?: string;

  /** Tasks with the same key share one OpenClaw session, and so its memory. */
  @IsOptional()
  @ApiPropertyOptional({ pattern: NAME.source })
  @Matches(NAME, { message: `session_key ${NAME_RULE}` })
  session_key?: string;

  /** `openclaw` or `openclaw/<agent id>`; V1_MODEL unless given. */
  @IsOptional()
  @Matches(/^openclaw(\/[A-Za-z0-9._-]{1,64})?$/, {
    message: 'model must be openclaw or openclaw/<agent id>',
  })
  model?: string;

  /**
   * 0 to 9; higher runs first.
   */
  @ApiPropertyOptional({ default: DEFAULTS.priority })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(HIGHEST_PRIORITY)
  priority?: number;

  /**
   * When it is to run at the earliest, as an ISO 8601 time with its zone; at most a year ahead.
   * @example "2030-01-31T08:00:00Z"
   */
  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @Matches(TIME, { message: `run_at ${TIME_RULE}` })
  run_at?: string;

  /** How long from now it is to run at the earliest, in ms. Instead of `run_at`. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(YEAR_MS)
  delay_ms?: number;

  /**
   * How long it may wait from when it is due, in ms, before it fails as `expired`; TASK_EXPIRES_MS
   * unless given.
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(YEAR_MS)
  expires_in_ms?: number;

  /** Longest time of one run, in ms; TASK_TIMEOUT_MS unless given. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(YEAR_MS)
  timeout_ms?: number;

  /**
   * What to do when a run that may have begun fails: `safe` ends the task, so that nothing is done
   * twice; `always` runs it again.
   */
  @ApiPropertyOptional({ default: DEFAULTS.retry })
  @IsOptional()
  @IsIn(RETRY_POLICIES)
  retry?: RetryPolicy;

  /**
   * How many runs the task may have in all under `retry: always`.
   */
  @ApiPropertyOptional({ default: DEFAULTS.maxAttempts })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  max_attempts?: number;

  /** How the model is to choose its words. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => SamplingDto)
  sampling?: SamplingDto;

  /** Up to 16 pairs of strings that are kept with the task. */
  @ApiPropertyOptional({ maxProperties: 16, example: { order: '7' } })
  @IsOptional()
  // As it was sent: class-transformer drops keys that every object has, such as `constructor`.
  @Transform(({ obj }: { obj: { metadata?: unknown } }) => obj.metadata)
  @IsMetadata()
  metadata?: Record<string, string>;
}
