import type { FinishReason, Task } from '../../tasks/task.js';
import type { Sight } from '../../tasks/task.watcher.js';
import type { ServerSentEvent } from '../event.stream.js';
import type { ChatCompletionDto } from './chat-completion.dto.js';
import { bodyOf, errorOf, OpenAiError, startedAnew, stopping } from './openai.error.js';

/** What every form of one completion begins with. */
const headOf = <T extends string>({ id, createdAt, model }: Task, object: T) => ({
  id: `chatcmpl_${id}`,
  object,
  created: Math.floor(createdAt / 1_000),
  model,
});

/** How a completed task looks as a chat completion. */
export const toCompletion = (task: Task, output: string): ChatCompletionDto => ({
  ...headOf(task, 'chat.completion'),
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: output, refusal: null },
      finish_reason: task.finishReason ?? 'stop',
      logprobs: null,
    },
  ],
  usage: task.usage,
});

/** How long a stream waits for the first word before it begins without, at least, in ms. */
const HOLD_MS = 4_000;

/**
 * The chunks of a streamed chat completion. The first one comes with the first word, or with the first
 * look at the task after 4 s: until then a task that fails is an error with a status of its own.
 * @throws OpenAiError for a task that fails before the first chunk
 */
export async function* completionChunks(
  task: Task,
  sights: AsyncIterable<Sight>,
  includeUsage: boolean,
): AsyncGenerator<ServerSentEvent, void, void> {
  const chunks = new CompletionChunks(task, includeUsage);
  try {
    for await (const sight of sights) {
      yield* chunks.of(sight);
      if (sight.type === 'done') return;
    }
    throw stopping(task.id);
  } catch (error) {
    if (!chunks.begun || !(error instanceof OpenAiError)) throw error;
    yield { data: bodyOf(error) };
    yield DONE;
  }
}

type Chunks = Generator<ServerSentEvent, void, void>;
const DONE: ServerSentEvent = { data: '[DONE]' };

class CompletionChunks {
  begun = false;
  private readonly since = performance.now();
  private hasText = false;
  private readonly head: object;

  constructor(
    private readonly task: Task,
    private readonly includeUsage: boolean,
  ) {
    this.head = headOf(task, 'chat.completion.chunk');
  }

  /** @throws OpenAiError where the completion cannot go on */
  *of(sight: Sight): Chunks {
    switch (sight.type) {
      case 'status':
      case 'progress':
      case 'quiet':
        if (performance.now() - this.since > HOLD_MS) yield* this.begin();
        return;
      case 'reset':
        if (this.hasText) throw startedAnew();
        return;
      case 'delta':
        yield* this.begin();
        this.hasText = true;
        yield this.chunk({ content: sight.text });
        return;
      case 'deleted':
        throw new OpenAiError(404, 'task_not_found', `Task ${this.task.id} was removed.`);
      case 'done':
        yield* this.end(sight.tail.task);
    }
  }

  private *begin(): Chunks {
    if (!this.begun) yield this.chunk({ role: 'assistant', content: '' });
    this.begun = true;
  }

  private *end(task: Task): Chunks {
    if (task.status !== 'completed') throw errorOf(task);
    yield* this.begin();
    yield this.chunk({}, task.finishReason ?? 'stop');
    if (this.includeUsage) yield { data: { ...this.head, choices: [], usage: task.usage } };
    yield DONE;
  }

  private chunk(delta: object, finish_reason: FinishReason | null = null): ServerSentEvent {
    return {
      data: { ...this.head, choices: [{ index: 0, delta, finish_reason, logprobs: null }] },
    };
  }
}
