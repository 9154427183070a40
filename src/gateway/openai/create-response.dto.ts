import { ApiProperty, ApiPropertyOptional, IntersectionType, PickType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  IsBoolean,
  IsDefined,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { CreateTaskDto, SamplingDto } from '../../tasks/create-task.dto.js';
import { NO_TOOLS, Only, TEXT_ONLY } from './only.js';
import { RESPONSE_ID, RESPONSE_ID_RULE } from './response.id.js';

/** What OpenAI's `POST /v1/responses` takes, as far as OpenClaw can do it. Null is as good as nothing. */
export class CreateResponseDto extends IntersectionType(
  PickType(CreateTaskDto, ['model', 'metadata'] as const),
  PickType(SamplingDto, ['temperature', 'top_p'] as const),
) {
  /**
   * What is asked: a text, or messages of role `user`, `assistant`, `system` or `developer` whose content
   * is text.
   * @example "Summarise the news of today in three sentences."
   */
  @IsDefined({ message: 'input must be a text or a list of messages' })
  // As it was sent: class-transformer drops fields that every object has.
  @Transform(({ obj }: { obj: { input?: unknown } }) => obj.input)
  @ApiProperty({
    oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'object' } }],
  })
  input!: unknown;

  /** What the agent is told besides its own instructions, this time. */
  @IsOptional()
  @Matches(/\S/, { message: 'instructions must be a text that is not blank' })
  instructions?: string | null;

  /** Answer at once; the response is fetched, followed or cancelled later. */
  @IsOptional()
  @IsBoolean()
  background?: boolean | null;

  /** Answer with server-sent events. */
  @IsOptional()
  @IsBoolean()
  stream?: boolean | null;

  /** The response whose session goes on: the agent remembers it. */
  @IsOptional()
  @Matches(RESPONSE_ID, { message: `previous_response_id ${RESPONSE_ID_RULE}` })
  previous_response_id?: string | null;

  /** Responses of the same user share one session of the agent, and so its memory. */
  @IsOptional()
  @IsString()
  @Length(1, 256)
  user?: string | null;

  /** Longest answer, in tokens. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  max_output_tokens?: number | null;

  /** Responses are kept TASK_TTL_MS. */
  @IsOptional()
  @Only([true], 'a response is kept until its time is up or it is deleted')
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
  tool_choice?: 'auto' | 'none' | null;

  /** Without a meaning where there are no tools. */
  @IsOptional()
  @IsBoolean()
  parallel_tool_calls?: boolean | null;

  /** Nothing more can be included. */
  @IsOptional()
  @ApiPropertyOptional({ type: 'array', items: { type: 'string' }, maxItems: 0 })
  @Only([[]], 'there is nothing more to include')
  include?: unknown[] | null;

  /** The answer is text. */
  @IsOptional()
  @ApiPropertyOptional({ type: 'object', properties: {} })
  @Only([{ format: { type: 'text' } }, {}], TEXT_ONLY)
  text?: object | null;

  /** OpenClaw shortens a session that becomes too long by itself. */
  @IsOptional()
  @ApiPropertyOptional({ enum: ['auto'] })
  @Only(['auto'], 'OpenClaw shortens a session that becomes too long by itself')
  truncation?: string | null;

  /** There is one tier. */
  @IsOptional()
  @ApiPropertyOptional({ enum: ['auto', 'default'] })
  @Only(['auto', 'default'], 'there is one tier')
  service_tier?: string | null;

  /** Events are as long as what they say. */
  @IsOptional()
  @ApiPropertyOptional({ type: 'object', properties: {} })
  @Only([{ include_obfuscation: false }, {}], 'events are as long as what they say')
  stream_options?: object | null;
}
