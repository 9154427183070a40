import { ApiProperty } from '@nestjs/swagger';
import type { FinishReason } from '../../tasks/task.js';
import { UsageDto } from '../task.dto.js';

/** What was answered. */
export class CompletionMessageDto {
  /** Who says it. */
  role!: 'assistant';

  /** What is said. */
  content!: string;

  /** V1 tells none. */
  refusal!: string | null;
}

/** The answer. */
export class CompletionChoiceDto {
  /** There is one answer: 0. */
  index!: number;

  /** The answer. */
  message!: CompletionMessageDto;

  /** `length`: it was cut at the most tokens it may have. */
  finish_reason!: FinishReason;

  /** V1 tells none. */
  @ApiProperty({ type: 'object', properties: {}, nullable: true })
  logprobs!: object | null;
}

/** A chat completion, as OpenAI has it. */
export class ChatCompletionDto {
  /**
   * The id of its task, with a prefix.
   * @example "chatcmpl_01a21001-ce8a-70d9-9d4e-09a70750f937"
   */
  id!: string;

  /** What kind of object it is. */
  object!: 'chat.completion';

  /** When the task was accepted, in seconds since 1970. */
  created!: number;

  /**
   * As it was sent.
   * @example "openclaw"
   */
  model!: string;

  /** The one answer. */
  choices!: CompletionChoiceDto[];

  /** Null where V1 did not count. */
  usage!: UsageDto | null;
}
