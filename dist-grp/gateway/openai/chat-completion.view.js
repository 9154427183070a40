import { bodyOf, errorOf, OpenAiError, startedAnew, stopping } from './openai.error.js';
/** What every form of one completion begins with. */
const headOf = ({ id, createdAt, model }, object) => ({
    id: `chatcmpl_${id}`,
    object,
    created: Math.floor(createdAt / 1_000),
    model,
});
/** How a completed task looks as a chat completion. */
export const toCompletion = (task, output) => ({
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
export async function* completionChunks(task, sights, includeUsage) {
    const chunks = new CompletionChunks(task, includeUsage);
    try {
        for await (const sight of sights) {
            yield* chunks.of(sight);
            if (sight.type === 'done')
                return;
        }
        throw stopping(task.id);
    }
    catch (error) {
        if (!chunks.begun || !(error instanceof OpenAiError))
            throw error;
        yield { data: bodyOf(error) };
        yield DONE;
    }
}
const DONE = { data: '[DONE]' };
class CompletionChunks {
    task;
    includeUsage;
    begun = false;
    since = performance.now();
    hasText = false;
    head;
    constructor(task, includeUsage) {
        this.task = task;
        this.includeUsage = includeUsage;
        this.head = headOf(task, 'chat.completion.chunk');
    }
    /** @throws OpenAiError where the completion cannot go on */
    *of(sight) {
        switch (sight.type) {
            case 'status':
            case 'progress':
            case 'quiet':
                if (performance.now() - this.since > HOLD_MS)
                    yield* this.begin();
                return;
            case 'reset':
                if (this.hasText)
                    throw startedAnew();
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
    *begin() {
        if (!this.begun)
            yield this.chunk({ role: 'assistant', content: '' });
        this.begun = true;
    }
    *end(task) {
        if (task.status !== 'completed')
            throw errorOf(task);
        yield* this.begin();
        yield this.chunk({}, task.finishReason ?? 'stop');
        if (this.includeUsage)
            yield { data: { ...this.head, choices: [], usage: task.usage } };
        yield DONE;
    }
    chunk(delta, finish_reason = null) {
        return {
            data: { ...this.head, choices: [{ index: 0, delta, finish_reason, logprobs: null }] },
        };
    }
}
//# sourceMappingURL=chat-completion.view.js.map