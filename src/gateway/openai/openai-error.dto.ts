/** What is wrong. */
export class OpenAiErrorDetailsDto {
  /** In words. */
  message!: string;

  /**
   * Which kind of error it is to OpenAI's clients.
   * @example "invalid_request_error"
   */
  type!: string;

  /** The parameter that is not valid. */
  param!: string | null;

  /**
   * What it is, for programs; it does not change.
   * @example "validation_failed"
   */
  code!: string;
}

/** An error, as OpenAI has it. */
export class OpenAiErrorDto {
  /** What is wrong. */
  error!: OpenAiErrorDetailsDto;
}
