import type { Task } from '../../tasks/task.js';
import type { TaskTail } from '../../tasks/task.store.js';
import type { TaskView } from '../../tasks/task.service.js';
import { InvalidTaskError } from '../../tasks/task.errors.js';
import { isTerminal } from '../../tasks/task.js';
import { NOTHING_SEEN, type Seen, type Sight } from '../../tasks/task.watcher.js';
import type { ServerSentEvent } from '../event.stream.js';
import { responseIdOf } from './response.id.js';
import { isCut, itemIdOf, messageOf, textPartOf, toResponse } from './response.view.js';
import { endSteps, numberOf, offsetAt, placeOf, STEPS, textStep } from './sequence.js';

/** A longer text is told in larger pieces after that, for it would be millions of events. */
const MAX_FINE_BYTES = 1_048_576;

type Told = Generator<ServerSentEvent, void, void>;

/** The typed events of one response, from a place on. */
export class ResponseEvents {
  /** Where to begin watching the task. */
  readonly from: Seen;
  private last: number;
  private outputNumber: number;
  private hasText: boolean;
  /** Whether what was told of it before does not count any more. */
  private readonly isAnother: boolean;
  private readonly task: Task;
  /** UTF-8 bytes of the text that were told. */
  private offset: number;
  /**
   * What was said before is told character by character: OpenAI's own helpers, which resume by reading
   * all again, leave out the events up to the last one they saw, and that may have ended anywhere.
   */
  private readonly replayedUntil: number;

  /**
   * @param startingAfter the number of the last event that was seen; null: none
   * @throws InvalidTaskError where it is no number of this response
   */
  constructor({ task, length }: TaskTail, startingAfter: number | null) {
    const { outputNumber, step } = placeOf(startingAfter ?? 0);
    this.task = task;
    this.last = startingAfter ?? -1;
    this.outputNumber = task.outputNumber;
    this.hasText = step > STEPS.inProgress;
    this.isAnother = outputNumber !== task.outputNumber && this.hasText;
    const isHere = startingAfter !== null && outputNumber === task.outputNumber;
    const offset = isHere ? offsetAt(step, length, isTerminal(task.status)) : 0;
    if (offset === null || outputNumber > task.outputNumber) throw noSuchNumber();
    this.offset = offset;
    this.replayedUntil = startingAfter === null ? Math.min(length, MAX_FINE_BYTES) : 0;
    this.from = { ...NOTHING_SEEN, outputNumber: task.outputNumber, offset };
  }

  /**
   * @param sights of the task, from `from` on
   * @param whole reads the task with all its output, once it has ended; null where it is gone
   */
  async *of(
    sights: AsyncIterable<Sight>,
    whole: () => Promise<TaskView | null>,
  ): AsyncGenerator<ServerSentEvent | null, void, void> {
    yield* this.beginning();
    if (this.isAnother) {
      yield* this.another();
      return;
    }
    for await (const sight of sights) {
      const view = sight.type === 'done' ? await whole() : null;
      if (sight.type === 'done' && view) {
        yield* this.ending(view, sight.tail);
        return;
      }
      if (sight.type === 'done' || sight.type === 'deleted') {
        yield* this.error('task_not_found', `Response ${responseIdOf(this.task.id)} was deleted.`);
        return;
      }
      if (sight.type === 'reset' && this.hasText) {
        this.outputNumber = sight.seen.outputNumber;
        yield* this.another();
        return;
      }
      let isNew = false;
      for (const event of this.middle(sight)) {
        isNew = true;
        yield event;
      }
      if (!isNew) yield null;
    }
    yield* this.error(
      'gateway_stopping',
      'The gateway stops. The response goes on: follow it with GET ' +
        `/v1/responses/${responseIdOf(this.task.id)}?stream=true&starting_after=${this.last}`,
    );
  }

  private *beginning(): Told {
    const response = toResponse({ ...this.task, ...BEFORE_ITS_END, status: 'pending' }, '');
    yield* this.tell('response.created', STEPS.created, { response }, 1);
    yield* this.tell('response.queued', STEPS.queued, { response }, 1);
  }

  private *middle(sight: Exclude<Sight, { type: 'done' | 'deleted' }>): Told {
    if (sight.type === 'quiet' || sight.type === 'progress') return;
    this.outputNumber = sight.seen.outputNumber;
    if (sight.type === 'status') {
      if (sight.tail.task.status === 'running') yield* this.inProgress();
      return;
    }
    if (sight.type === 'reset') return;
    yield* this.text(sight.text);
  }

  private *text(text: string): Told {
    yield* this.textBegins();
    for (const delta of this.offset < this.replayedUntil ? text : [text]) {
      this.offset += Buffer.byteLength(delta);
      const place = { item_id: itemIdOf(this.task.id), output_index: 0, content_index: 0 };
      const data = { ...place, delta, logprobs: [] };
      yield* this.tell('response.output_text.delta', textStep(this.offset), data);
    }
  }

  private *inProgress(): Told {
    const response = toResponse({ ...this.task, ...BEFORE_ITS_END, status: 'running' }, '');
    yield* this.tell('response.in_progress', STEPS.inProgress, { response });
  }

  private *textBegins(): Told {
    yield* this.inProgress();
    this.hasText = true;
    const item = messageOf(this.task, 'in_progress', []);
    yield* this.tell('response.output_item.added', STEPS.itemAdded, { output_index: 0, item });
    yield* this.tell('response.content_part.added', STEPS.partAdded, {
      item_id: item.id,
      output_index: 0,
      content_index: 0,
      part: textPartOf(''),
    });
  }

  private *ending({ task, output }: TaskView, { task: seen, length }: TaskTail): Told {
    this.outputNumber = task.outputNumber;
    // Put back between the two readings.
    if (task.outputNumber !== seen.outputNumber) {
      yield* this.another();
      return;
    }
    const steps = endSteps(length);
    const response = toResponse(task, output);
    if (task.startedAt !== null) yield* this.inProgress();
    if (task.status === 'completed') {
      yield* this.textBegins();
      yield* this.textEnds(task, output, steps);
    }
    const type = isCut(task) ? 'response.incomplete' : TYPES[seen.status];
    yield* this.tell(type ?? 'response.failed', steps.ended, { response });
  }

  private *textEnds(task: Task, text: string, steps: ReturnType<typeof endSteps>): Told {
    const status = isCut(task) ? 'incomplete' : 'completed';
    const item = messageOf(task, status, [textPartOf(text)]);
    const place = { item_id: item.id, output_index: 0, content_index: 0 };
    const done = { ...place, text, logprobs: [] };
    yield* this.tell('response.output_text.done', steps.textDone, done);
    const part = textPartOf(text);
    yield* this.tell('response.content_part.done', steps.partDone, { ...place, part });
    yield* this.tell('response.output_item.done', steps.itemDone, { output_index: 0, item });
  }

  /** What was told of it is not what it will have said: nothing that follows could be right. */
  private *another(): Told {
    const error = {
      code: 'server_error',
      message: 'What was said does not count any more: it is being said anew. Fetch the response.',
    };
    const response = toResponse({ ...this.task, ...BEFORE_ITS_END, status: 'failed' }, '');
    response.error = error;
    yield* this.tell('response.failed', 0, { response });
  }

  /** It is no part of what the response says, so whoever goes on after its number misses nothing. */
  private *error(code: string, message: string): Told {
    const data = { type: 'error', sequence_number: this.last, code, message, param: null };
    yield { event: 'error', data };
  }

  /** Tells an event unless it was told before. */
  private *tell(type: string, step: number, data: object, outputNumber = this.outputNumber): Told {
    const number = numberOf({ outputNumber, step });
    if (number <= this.last) return;
    this.last = number;
    yield { event: type, data: { type, sequence_number: number, ...data } };
  }
}

/** A stream begins in the same way whatever became of the task since. */
const BEFORE_ITS_END = { error: null, usage: null, rejoinable: false } as const;

/** How a stream ends; OpenAI has no event of its own for a cancelled response. One that is cut is `incomplete`. */
const TYPES: Readonly<Record<string, string>> = {
  completed: 'response.completed',
  failed: 'response.failed',
  cancelled: 'response.incomplete',
};

/** What is no place among the events of a response. */
export const noSuchNumber = (): InvalidTaskError =>
  new InvalidTaskError(
    'starting_after',
    'starting_after must be the sequence_number of an event of this response.',
  );
