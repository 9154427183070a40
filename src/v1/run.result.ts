import type { FinishReason, Usage } from '../tasks/task.js';
import type { RunNews } from '../tasks/run.js';
import type { ChatEvent } from './chat.stream.js';
import { mayHaveBegun, outcomeUnknown } from './failures.js';
import { ResultText } from './result.text.js';
import type { RunResult } from './v1.client.js';
import { V1Error } from './v1.error.js';
import { quotable } from './words.js';

/**
 * Turns V1's events into the text of a run and its end. Only a finished answer followed by `[DONE]`
 * is a proper end: V1 sends `[DONE]` after an error, too.
 *
 * @param secret what no message may repeat
 * @throws V1Error for every other end
 */
export async function* readResult(
  events: AsyncIterable<ChatEvent>,
  maxBytes: number,
  secret: string | null,
): AsyncGenerator<RunNews, RunResult, void> {
  const text = new ResultText(maxBytes);
  let finishReason: FinishReason | null = null;
  let usage: Usage | null = null;
  for await (const event of events) {
    if (event.type === 'error') {
      throw new V1Error(mayHaveBegun('v1_error', quotable(event.message, secret)));
    }
    const done = event.type === 'done';
    if (done && finishReason === null) {
      throw new V1Error(outcomeUnknown('V1 ended its stream without finishing the answer.'));
    }
    const piece = done ? text.end() : text.take(event.text);
    if (piece !== '') yield { type: 'text', text: piece };
    if (text.isFull) throw tooLarge(maxBytes);
    if (done) return { usage, finishReason: finishReason ?? 'stop' };
    finishReason ??= event.finishReason;
    usage = event.usage ?? usage;
  }
  throw new V1Error(outcomeUnknown('The stream of V1 ended too early.'));
}

/** The failure of a run whose text is larger than may be. */
export const tooLarge = (maxBytes: number): V1Error =>
  new V1Error(
    mayHaveBegun('result_too_large', `The result is larger than ${maxBytes} bytes.`, {
      retryable: false,
    }),
  );
