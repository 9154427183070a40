import { ApiProperty } from '@nestjs/swagger';

export const RESPONSE_STATUSES = [
  'queued',
  'in_progress',
  'completed',
  'incomplete',
  'failed',
  'cancelled',
] as const;
export type ResponseStatus = (typeof RESPONSE_STATUSES)[number];

/** Text that was answered. */
export class OutputTextDto {
  /** What kind of part it is. */
  type!: 'output_text';

  /** The text. */
  text!: string;

  /** There are none. */
  @ApiProperty({ type: 'array', items: { type: 'object' } })
  annotations!: object[];

  /** There are none. */
  @ApiProperty({ type: 'array', items: { type: 'object' } })
  logprobs!: object[];
}

/** What was answered. */
export class OutputMessageDto {
  /** What kind of item it is. */
  type!: 'message';

  /** @example "msg_01a21001-ce8a-70d9-9d4e-09a70750f937" */
  id!: string;

  /** Who says it. */
  role!: 'assistant';

  /** `incomplete` where the response failed, was cancelled or was cut. */
  status!: 'in_progress' | 'completed' | 'incomplete';

  /** The text, as one part. */
  content!: OutputTextDto[];
}

/** Why a response failed. */
export class ResponseErrorDto {
  /**
   * As a task's error has it.
   * @example "v1_refused"
   */
  code!: string;

  /** The same in words. */
  message!: string;
}

/** Why an answer is not whole. */
export class IncompleteDetailsDto {
  /** It was cut at the most tokens it may have. */
  reason!: 'max_output_tokens';
}

/** Of the input. */
export class InputTokensDetailsDto {
  /** V1 tells none: 0. */
  cached_tokens!: number;
}

/** Of the output. */
export class OutputTokensDetailsDto {
  /** V1 tells none: 0. */
  reasoning_tokens!: number;
}

/** Tokens, as V1 counts them. */
export class ResponseUsageDto {
  /** @example 10239 */
  input_tokens!: number;

  /** Of them. */
  input_tokens_details!: InputTokensDetailsDto;

  /** @example 3 */
  output_tokens!: number;

  /** Of them. */
  output_tokens_details!: OutputTokensDetailsDto;

  /** @example 10242 */
  total_tokens!: number;
}

/** A response, as OpenAI has it. Times are seconds since 1970. */
export class ResponseDto {
  /**
   * The id of its task, with a prefix.
   * @example "resp_01a21001-ce8a-70d9-9d4e-09a70750f937"
   */
  id!: string;

  /** What kind of object it is. */
  object!: 'response';

  /** When the task was accepted. */
  @ApiProperty({ format: 'int64' })
  created_at!: number;

  /** When it completed. */
  @ApiProperty({ type: 'number', format: 'int64', nullable: true })
  completed_at!: number | null;

  /** That of the task, by OpenAI's names; `incomplete` where the answer was cut. */
  status!: ResponseStatus;

  /** Whether it was answered at once. */
  background!: boolean;

  /** Why it failed. */
  error!: ResponseErrorDto | null;

  /** Why the answer is not whole, where that is so. */
  incomplete_details!: IncompleteDetailsDto | null;

  /** As they were sent. */
  instructions!: string | null;

  /** As it was sent. */
  max_output_tokens!: number | null;

  /** As it was sent. */
  metadata!: Record<string, string>;

  /**
   * As it was sent.
   * @example "openclaw"
   */
  model!: string;

  /** What was answered, so far while it is in progress; empty where nothing was. */
  output!: OutputMessageDto[];

  /** As it was sent; there is nothing to call. */
  parallel_tool_calls!: boolean;

  /** The response that it went on from. */
  previous_response_id!: string | null;

  /** It is kept. */
  store!: boolean;

  /** As it was sent. */
  @ApiProperty({ type: 'number', format: 'double', nullable: true })
  temperature!: number | null;

  /** The answer is text. */
  @ApiProperty({ type: 'object', properties: {} })
  text!: object;

  /** As it was sent; there is nothing to choose. */
  tool_choice!: 'auto' | 'none';

  /** There are none. */
  @ApiProperty({ type: 'array', items: { type: 'object' } })
  tools!: object[];

  /** As it was sent. */
  @ApiProperty({ type: 'number', format: 'double', nullable: true })
  top_p!: number | null;

  /** OpenClaw shortens a session that becomes too long by itself. */
  truncation!: 'auto';

  /** Null until it completed, or where V1 did not count. */
  usage!: ResponseUsageDto | null;

  /** As it was sent. */
  user!: string | null;
}

/** A response that was deleted. */
export class DeletedResponseDto {
  /** @example "resp_01a21001-ce8a-70d9-9d4e-09a70750f937" */
  id!: string;

  /** What kind of object it was. */
  object!: 'response';

  /** It is gone. */
  deleted!: boolean;
}
