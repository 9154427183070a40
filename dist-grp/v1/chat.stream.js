import { StringDecoder } from 'node:string_decoder';
import { createParser } from 'eventsource-parser';
import { errorMessage } from './answer.js';
import { mayHaveBegun, outcomeUnknown } from './failures.js';
import { isObject, parseJson, property, stringOrNull } from './json.js';
import { V1Error } from './v1.error.js';
const DONE = '[DONE]';
/** Reads V1's event stream; bytes may be cut anywhere. */
export class ChatStream {
    decoder = new StringDecoder('utf8');
    parser;
    problem = null;
    isDone = false;
    /** @param maxEventLength longest single event, in characters */
    constructor(maxEventLength, onEvent) {
        this.parser = createParser({
            maxBufferSize: maxEventLength,
            onEvent: ({ data }) => {
                if (this.isDone)
                    return;
                this.isDone = data === DONE;
                onEvent(readEvent(data));
            },
            // Other findings, such as a field that is none, are to be ignored.
            onError: ({ type }) => {
                if (type === 'max-buffer-size-exceeded')
                    this.problem = eventTooLong(maxEventLength);
            },
        });
    }
    /**
     * Tells the events that end with these bytes, each before the next one is looked at: what came before
     * an unreadable one still counts, and what comes after `[DONE]` does not.
     * @throws V1Error on an event that cannot be read or is too long
     */
    read(chunk) {
        this.parser.feed(this.decoder.write(chunk));
        if (this.problem && !this.isDone)
            throw this.problem;
    }
}
const eventTooLong = (maxEventLength) => new V1Error(mayHaveBegun('result_too_large', `V1 sent an event of more than ${maxEventLength} characters.`, {
    retryable: false,
}));
function readEvent(data) {
    if (data === DONE)
        return { type: 'done' };
    const chunk = parseJson(data);
    if (!isObject(chunk)) {
        throw new V1Error(outcomeUnknown('V1 sent an event that cannot be read.'));
    }
    if (chunk.error !== undefined && chunk.error !== null) {
        const message = errorMessage(chunk.error) ?? '';
        return { type: 'error', message: message || 'V1 reported an error without saying which.' };
    }
    const choice = Array.isArray(chunk.choices) ? chunk.choices[0] : undefined;
    return {
        type: 'chunk',
        text: stringOrNull(property(property(choice, 'delta'), 'content')) ?? '',
        finishReason: readFinish(stringOrNull(property(choice, 'finish_reason'))),
        usage: readUsage(chunk.usage),
    };
}
/** What a model can stop for besides, none of which we ask for, is an end as any. */
const readFinish = (reason) => reason === null || reason === 'length' ? reason : 'stop';
function readUsage(usage) {
    // Nearly every event has none.
    if (!isObject(usage))
        return null;
    const counts = ['prompt_tokens', 'completion_tokens', 'total_tokens'].map((name) => property(usage, name));
    if (!counts.every((count) => Number.isSafeInteger(count)))
        return null;
    const [prompt_tokens = 0, completion_tokens = 0, total_tokens = 0] = counts.map(Number);
    return { prompt_tokens, completion_tokens, total_tokens };
}
//# sourceMappingURL=chat.stream.js.map