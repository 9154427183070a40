import type { FinishReason, Usage } from '../tasks/task.js';
import type { RunNews } from '../tasks/run.js';
import type { ChatEvent, ChatStream } from './chat.stream.js';
import { mayHaveBegun, outcomeUnknown } from './failures.js';
import { ResultText } from './result.text.js';
import type { RunResult } from './v1.client.js';
import { V1Error } from './v1.error.js';
import { quotable } from './words.js';

/**
 * What V1's stream makes of a run: its text and its end. Only a finished answer followed by `[DONE]` is
 * a proper end: V1 sends `[DONE]` after an error, too.
 */
export class ResultReader {
  /** How the run ended; null: it goes on. */
  end: RunResult | null = null;
  private readonly text: ResultText;
  private finishReason: FinishReason | null = null;
  private usage: Usage | null = null;

  /**
   * @param maxBytes longest text, in bytes
   * @param secret what no message may repeat
   */
  constructor(
    private readonly chat: ChatStream,
    private readonly maxBytes: number,
    private readonly secret: string | null,
  ) {
    this.text = new ResultText(maxBytes);
  }

  /** What these bytes of the stream add to the text. @throws V1Error where the run ended otherwise than well */
  *read(chunk: Uint8Array): Generator<RunNews, void, void> {
    for (const event of this.chat.read(chunk)) {
      const text = this.take(event);
      if (text !== '') yield { type: 'text', text };
      if (this.text.isFull) throw tooLarge(this.maxBytes);
      if (this.end) return;
    }
  }

  private take(event: ChatEvent): string {
    if (event.type === 'error') {
      throw new V1Error(mayHaveBegun('v1_error', quotable(event.message, this.secret)));
    }
    if (event.type === 'done') return this.finish();
    this.finishReason ??= event.finishReason;
    this.usage = event.usage ?? this.usage;
    return this.text.take(event.text);
  }

  private finish(): string {
    const { finishReason, usage } = this;
    if (finishReason === null) {
      throw new V1Error(outcomeUnknown('V1 ended its stream without finishing the answer.'));
    }
    this.end = { usage, finishReason };
    return this.text.end();
  }
}

/** The failure of a run whose text is larger than may be. */
export const tooLarge = (maxBytes: number): V1Error =>
  new V1Error(
    mayHaveBegun('result_too_large', `The result is larger than ${maxBytes} bytes.`, {
      retryable: false,
    }),
  );
