import { InvalidTaskError } from '../../tasks/task.errors.js';
import { isTerminal } from '../../tasks/task.js';
import { NOTHING_SEEN } from '../../tasks/task.watcher.js';
import { responseIdOf } from './response.id.js';
import { isCut, itemIdOf, messageOf, textPartOf, toResponse } from './response.view.js';
import { endSteps, numberOf, offsetAt, placeOf, STEPS, textStep } from './sequence.js';
/** A longer text is told in larger pieces after that, for it would be millions of events. */
const MAX_FINE_BYTES = 1_048_576;
/** The typed events of one response, from a place on. */
export class ResponseEvents {
    /** Where to begin watching the task. */
    from;
    last;
    outputNumber;
    hasText;
    /** Whether what was told of it before does not count any more. */
    isAnother;
    task;
    /** UTF-8 bytes of the text that were told. */
    offset;
    /**
     * What was said before is told character by character: OpenAI's own helpers, which resume by reading
     * all again, leave out the events up to the last one they saw, and that may have ended anywhere.
     */
    replayedUntil;
    /**
     * @param startingAfter the number of the last event that was seen; null: none
     * @throws InvalidTaskError where it is no number of this response
     */
    constructor({ task, length }, startingAfter) {
        const { outputNumber, step } = placeOf(startingAfter ?? 0);
        this.task = task;
        this.last = startingAfter ?? -1;
        this.outputNumber = task.outputNumber;
        this.hasText = step > STEPS.inProgress;
        this.isAnother = outputNumber !== task.outputNumber && this.hasText;
        const isHere = startingAfter !== null && outputNumber === task.outputNumber;
        const offset = isHere ? offsetAt(step, length, isTerminal(task.status)) : 0;
        if (offset === null || outputNumber > task.outputNumber)
            throw noSuchNumber();
        this.offset = offset;
        this.replayedUntil = startingAfter === null ? Math.min(length, MAX_FINE_BYTES) : 0;
        this.from = { ...NOTHING_SEEN, outputNumber: task.outputNumber, offset };
    }
    /**
     * @param sights of the task, from `from` on
     * @param whole reads the task with all its output, once it has ended; null where it is gone
     */
    async *of(sights, whole) {
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
            if (!isNew)
                yield null;
        }
        yield* this.error('gateway_stopping', 'The gateway stops. The response goes on: follow it with GET ' +
            `/v1/responses/${responseIdOf(this.task.id)}?stream=true&starting_after=${this.last}`);
    }
    *beginning() {
        const response = toResponse({ ...this.task, ...BEFORE_ITS_END, status: 'pending' }, '');
        yield* this.tell('response.created', STEPS.created, { response }, 1);
        yield* this.tell('response.queued', STEPS.queued, { response }, 1);
    }
    *middle(sight) {
        if (sight.type === 'quiet' || sight.type === 'progress')
            return;
        this.outputNumber = sight.seen.outputNumber;
        if (sight.type === 'status') {
            if (sight.tail.task.status === 'running')
                yield* this.inProgress();
            return;
        }
        if (sight.type === 'reset')
            return;
        yield* this.text(sight.text);
    }
    *text(text) {
        yield* this.textBegins();
        for (const delta of this.offset < this.replayedUntil ? text : [text]) {
            this.offset += Buffer.byteLength(delta);
            const place = { item_id: itemIdOf(this.task.id), output_index: 0, content_index: 0 };
            const data = { ...place, delta, logprobs: [] };
            yield* this.tell('response.output_text.delta', textStep(this.offset), data);
        }
    }
    *inProgress() {
        const response = toResponse({ ...this.task, ...BEFORE_ITS_END, status: 'running' }, '');
        yield* this.tell('response.in_progress', STEPS.inProgress, { response });
    }
    *textBegins() {
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
    *ending({ task, output }, { task: seen, length }) {
        this.outputNumber = task.outputNumber;
        // Put back between the two readings.
        if (task.outputNumber !== seen.outputNumber) {
            yield* this.another();
            return;
        }
        const steps = endSteps(length);
        const response = toResponse(task, output);
        if (task.startedAt !== null)
            yield* this.inProgress();
        if (task.status === 'completed') {
            yield* this.textBegins();
            yield* this.textEnds(task, output, steps);
        }
        const type = isCut(task) ? 'response.incomplete' : TYPES[seen.status];
        yield* this.tell(type ?? 'response.failed', steps.ended, { response });
    }
    *textEnds(task, text, steps) {
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
    *another() {
        const error = {
            code: 'server_error',
            message: 'What was said does not count any more: it is being said anew. Fetch the response.',
        };
        const response = toResponse({ ...this.task, ...BEFORE_ITS_END, status: 'failed' }, '');
        response.error = error;
        yield* this.tell('response.failed', 0, { response });
    }
    /** It is no part of what the response says, so whoever goes on after its number misses nothing. */
    *error(code, message) {
        const data = { type: 'error', sequence_number: this.last, code, message, param: null };
        yield { event: 'error', data };
    }
    /** Tells an event unless it was told before. */
    *tell(type, step, data, outputNumber = this.outputNumber) {
        const number = numberOf({ outputNumber, step });
        if (number <= this.last)
            return;
        this.last = number;
        yield { event: type, data: { type, sequence_number: number, ...data } };
    }
}
/** A stream begins in the same way whatever became of the task since. */
const BEFORE_ITS_END = { error: null, usage: null, rejoinable: false };
/** How a stream ends; OpenAI has no event of its own for a cancelled response. One that is cut is `incomplete`. */
const TYPES = {
    completed: 'response.completed',
    failed: 'response.failed',
    cancelled: 'response.incomplete',
};
/** What is no place among the events of a response. */
export const noSuchNumber = () => new InvalidTaskError('starting_after', 'starting_after must be the sequence_number of an event of this response.');
//# sourceMappingURL=response.events.js.map