import { ApiProperty } from '@nestjs/swagger';

export const RESPONSE_STATUSES = [
  'queued',
  'in_progress',
  'completed',
  'failed',
  'cancelled',
] as const;
export type ResponseStatus = (typeof RESPONSE_STATUSES)[number];

/** Text that was answered. */
export class OutputTextDto {
  type!: 'output_text';
  text!: string;
  @ApiProperty({ type: 'array', items: { type: 'object' } })
  annotations!: object[];
  @ApiProperty({ type: 'array', items: { type: 'object' } })
  logprobs!: object[];
}

/** What was answered. */
export class OutputMessageDto {
  type!: 'message';
  /** @example "msg_01a21001-ce8a-70d9-9d4e-09a70750f937" */
  id!: string;
  role!: 'assistant';
  status!: 'in_progress' | 'completed' | 'incomplete';
  content!: OutputTextDto[];
}

/** Why a response failed. */
export class ResponseErrorDto {
  /** As a task's error has it. */
  code!: string;
  /** The same in words. */
  message!: string;
}

/** A part of the tokens. */
export class InputTokensDetailsDto {
  cached_tokens!: number;
}

/** A part of the tokens. */
export class OutputTokensDetailsDto {
  reasoning_tokens!: number;
}

/** Tokens, as V1 counts them. */
export class ResponseUsageDto {
  input_tokens!: number;
  input_tokens_details!: InputTokensDetailsDto;
  output_tokens!: number;
  output_tokens_details!: OutputTokensDetailsDto;
  total_tokens!: number;
}

/** A response, as OpenAI has it. Times are seconds since 1970. */
export class ResponseDto {
  /**
   * The id of its task, with a prefix.
   * @example "resp_01a21001-ce8a-70d9-9d4e-09a70750f937"
   */
  id!: string;
  object!: 'response';
  created_at!: number;
  completed_at!: number | null;
  status!: ResponseStatus;
  /** Whether it was answered at once. */
  background!: boolean;
  error!: ResponseErrorDto | null;
  @ApiProperty({ type: 'object', properties: {}, nullable: true })
  incomplete_details!: object | null;
  /** As they were sent. */
  instructions!: string | null;
  /** As it was sent. */
  max_output_tokens!: number | null;
  /** As it was sent. */
  metadata!: Record<string, string>;
  /** @example "openclaw" */
  model!: string;
  /** What was answered, so far while it is in progress; empty where nothing was. */
  output!: OutputMessageDto[];
  parallel_tool_calls!: boolean;
  /** The response that it went on from. */
  previous_response_id!: string | null;
  store!: boolean;
  /** As it was sent. */
  @ApiProperty({ type: 'number', format: 'double', nullable: true })
  temperature!: number | null;
  /** Text. */
  @ApiProperty({ type: 'object', properties: {} })
  text!: object;
  tool_choice!: 'auto';
  @ApiProperty({ type: 'array', items: { type: 'object' } })
  tools!: object[];
  /** As it was sent. */
  @ApiProperty({ type: 'number', format: 'double', nullable: true })
  top_p!: number | null;
  truncation!: 'auto';
  /** Null until it completed, or where V1 did not count. */
  usage!: ResponseUsageDto | null;
  /** As it was sent. */
  user!: string | null;
}

/** A response that was deleted. */
export class DeletedResponseDto {
  id!: string;
  object!: 'response';
  deleted!: true;
}
