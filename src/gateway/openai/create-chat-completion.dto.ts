import {
  ApiProperty,
  ApiPropertyOptional,
  IntersectionType,
  OmitType,
  PickType,
} from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { CreateTaskDto, SamplingDto } from '../../tasks/create-task.dto.js';
import { NO_TOOLS, Only, TEXT_ONLY } from './only.js';

/** What a stream says besides the text. */
export class StreamOptionsDto {
  /** Tell the tokens in a last chunk. */
  @IsOptional()
  @IsBoolean()
  include_usage?: boolean | null;

  /** Chunks are as long as what they say. */
  @IsOptional()
  @Only([false], 'chunks are as long as what they say')
  include_obfuscation?: false | null;
}

/** A text is a list of one. */
const listed = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? [value] : value;

/**
 * What OpenAI's `POST /v1/chat/completions` takes, as far as OpenClaw can do it. Null is as good as
 * nothing.
 */
export class CreateChatCompletionDto extends IntersectionType(
  PickType(CreateTaskDto, ['model', 'metadata'] as const),
  OmitType(SamplingDto, ['stop'] as const),
) {
  /** Messages of role `user`, `assistant`, `system` or `developer` whose content is text. */
  @IsDefined({ message: 'messages must be a list of messages' })
  // As it was sent: class-transformer drops fields that every object has.
  @Transform(({ obj }: { obj: { messages?: unknown } }) => obj.messages)
  @ApiProperty({ type: 'array', items: { type: 'object' } })
  messages!: unknown;

  /** Answer with server-sent events. */
  @IsOptional()
  @IsBoolean()
  stream?: boolean | null;

  /** What a stream says besides the text. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => StreamOptionsDto)
  stream_options?: StreamOptionsDto | null;

  /** Completions of the same user share one session of the agent, and so its memory. */
  @IsOptional()
  @IsString()
  @Length(1, 256)
  user?: string | null;

  /** Longest answer, in tokens; instead of `max_tokens`. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  max_completion_tokens?: number | null;

  /** The answer ends before any of these: a text, or up to 4 of them. */
  @IsOptional()
  @ApiPropertyOptional({
    oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, maxItems: 4 }],
  })
  @Transform(listed)
  @IsArray()
  @ArrayMaxSize(4)
  @IsNotEmpty({ each: true })
  @MaxLength(256, { each: true })
  stop?: string[] | null;

  /** One answer. */
  @IsOptional()
  @Only([1], 'an agent gives one answer')
  n?: 1 | null;

  /** Tasks are kept TASK_TTL_MS. */
  @IsOptional()
  @Only([true], 'the task behind it is kept until its time is up or it is deleted')
  store?: true | null;

  /** None can be given. */
  @IsOptional()
  @ApiPropertyOptional({ type: 'array', items: { type: 'object' }, maxItems: 0 })
  @Only([[]], NO_TOOLS)
  tools?: unknown[] | null;

  /** Nothing is to be chosen. */
  @IsOptional()
  @ApiPropertyOptional({ enum: ['auto', 'none'] })
  @Only(['auto', 'none'], NO_TOOLS)
  tool_choice?: string | null;

  /** Without a meaning where there are no tools. */
  @IsOptional()
  @IsBoolean()
  parallel_tool_calls?: boolean | null;

  /** The answer is text. */
  @IsOptional()
  @ApiPropertyOptional({ type: 'object', properties: {} })
  @Only([{ type: 'text' }], TEXT_ONLY)
  response_format?: object | null;

  /** The answer is text. */
  @IsOptional()
  @ApiPropertyOptional({ type: 'array', items: { type: 'string', enum: ['text'] } })
  @Only([['text']], TEXT_ONLY)
  modalities?: string[] | null;

  /** There are none. */
  @IsOptional()
  @Only([false], 'V1 tells no probabilities')
  logprobs?: false | null;

  /** There is one tier. */
  @IsOptional()
  @ApiPropertyOptional({ enum: ['auto', 'default'] })
  @Only(['auto', 'default'], 'there is one tier')
  service_tier?: string | null;
}
