import { UsageDto } from '../task.dto.js';

/** What was answered. */
export class CompletionMessageDto {
  role!: 'assistant';
  content!: string;
  refusal!: null;
}

/** The answer. */
export class CompletionChoiceDto {
  index!: 0;
  message!: CompletionMessageDto;
  finish_reason!: 'stop';
  logprobs!: null;
}

/** A chat completion, as OpenAI has it. */
export class ChatCompletionDto {
  /**
   * The id of its task, with a prefix.
   * @example "chatcmpl_01a21001-ce8a-70d9-9d4e-09a70750f937"
   */
  id!: string;
  object!: 'chat.completion';
  /** Seconds since 1970. */
  created!: number;
  /** @example "openclaw" */
  model!: string;
  choices!: CompletionChoiceDto[];
  /** Null where V1 did not count. */
  usage!: UsageDto | null;
}
