import { ChatStream } from './chat.stream.js';
import { mayHaveBegun, outcomeUnknown } from './failures.js';
import { ResultText } from './result.text.js';
import { V1Error } from './v1.error.js';
import { quotable } from './words.js';
/** Longest event whatever the longest result is, in characters; the engine's limit is twice that. */
const MAX_EVENT_LENGTH = 268_435_456;
/**
 * What V1's stream makes of a run: its text and its end. Only a finished answer followed by `[DONE]` is
 * a proper end: V1 sends `[DONE]` after an error, too.
 */
export class ResultReader {
    listener;
    maxBytes;
    secret;
    /** How the run ended; null: it goes on. */
    end = null;
    chat;
    text;
    finishReason = null;
    usage = null;
    /**
     * @param maxBytes longest text, in bytes
     * @param secret what no message may repeat
     */
    constructor(listener, maxBytes, secret) {
        this.listener = listener;
        this.maxBytes = maxBytes;
        this.secret = secret;
        this.text = new ResultText(maxBytes);
        // An escape such as \n takes two characters for one byte of the result.
        const maxEventLength = Math.min(2 * maxBytes + 65_536, MAX_EVENT_LENGTH);
        this.chat = new ChatStream(maxEventLength, (event) => {
            this.take(event);
        });
    }
    /** Tells what these bytes of the stream add to the text. @throws V1Error where the run ended otherwise than well */
    read(chunk) {
        this.chat.read(chunk);
    }
    take(event) {
        if (event.type === 'error') {
            throw new V1Error(mayHaveBegun('v1_error', quotable(event.message, this.secret)));
        }
        if (event.type === 'done') {
            this.finish();
            return;
        }
        this.finishReason ??= event.finishReason;
        this.usage = event.usage ?? this.usage;
        this.tell(this.text.take(event.text));
    }
    tell(text) {
        if (text !== '')
            this.listener.said(text);
        if (this.text.isFull)
            throw tooLarge(this.maxBytes);
    }
    finish() {
        const { finishReason, usage } = this;
        if (finishReason === null) {
            throw new V1Error(outcomeUnknown('V1 ended its stream without finishing the answer.'));
        }
        this.tell(this.text.end());
        this.end = { usage, finishReason };
    }
}
/** The failure of a run whose text is larger than may be. */
export const tooLarge = (maxBytes) => new V1Error(mayHaveBegun('result_too_large', `The result is larger than ${maxBytes} bytes.`, {
    retryable: false,
}));
//# sourceMappingURL=run.result.js.map