import { property, stringOrNull } from '../json.js';
import { ResultText } from '../result.text.js';
import { tooLarge } from '../run.result.js';
import { RunText } from './run.text.js';
/** What a run says and does, from V1's events to the pieces that are passed on. */
export class RunVoice {
    maxBytes;
    before;
    text = new RunText();
    result;
    pieces = [];
    bell = Promise.withResolvers();
    /** Until V1 was looked at, nobody knows what an event continues. */
    listening = false;
    /** Whether what V1 says cannot be passed on as it comes: nobody knows what it continues. */
    holding = false;
    hasDone = false;
    /** @param before what was passed on by whoever held the run before */
    constructor(maxBytes, before) {
        this.maxBytes = maxBytes;
        this.before = before;
        this.result = new ResultText(maxBytes);
        this.result.take(before);
        this.text.catchUp(before, 0);
    }
    /** Whether it said or did something. */
    get hasNews() {
        return this.hasDone || !this.text.isEmpty;
    }
    /** Whether all that the run said was heard. */
    get isWhole() {
        return this.text.isGapless && !this.holding && !this.text.isEmpty;
    }
    /**
     * Takes up what was said before anybody listened; where that does not go on from what was passed on,
     * all waits for the end.
     * @param said in messages that are complete
     * @param saying in the one that is not
     */
    join(said, saying) {
        if (this.listening)
            return;
        this.listening = true;
        const [whole, { before }] = [said + saying, this];
        if (whole.startsWith(before)) {
            if (whole !== '')
                this.say(this.text.catchUp(whole.slice(before.length), saying.length));
        }
        else if (before.startsWith(whole)) {
            // V1 tells it of itself a moment later than it told who listened.
            this.text.catchUp('', before.length - said.length);
        }
        else {
            this.hold();
        }
    }
    /** Something may have been said that was not heard. */
    miss() {
        this.text.isGapless = false;
    }
    /** From now on, V1 says anew what was said in part, or in other words. */
    hold() {
        this.holding = true;
    }
    /** Takes the data of an event. */
    hear(data) {
        if (!this.listening || this.holding)
            return;
        const text = stringOrNull(property(data, 'text'));
        if (text === null)
            return;
        const delta = stringOrNull(property(data, 'delta')) ?? '';
        const item = stringOrNull(property(data, 'itemId'));
        this.say(this.text.take({ text, delta, item }));
    }
    /**
     * Takes what the run does besides.
     * @param message what the agent said of it: where V1 is quick, it is told in no other way
     */
    note(doing, message = null) {
        this.hasDone = true;
        const isNews = this.listening && !this.holding && message !== null;
        if (isNews && !this.text.wasTold(message)) {
            this.say(this.text.take({ text: message, delta: message, item: doing.id }));
        }
        this.pieces.push(doing);
        this.ring();
    }
    /** Lets who waits for something to be said go on. */
    ring = () => {
        this.bell.resolve(undefined);
    };
    /** Waits until there is something, or {@link ring}. */
    async heard() {
        await this.bell.promise;
        this.bell = Promise.withResolvers();
    }
    /** What can be passed on. @throws V1Error once it is too much */
    *passOn() {
        for (const piece of this.pieces.splice(0)) {
            if (typeof piece === 'string')
                yield* this.fit(this.result.take(piece));
            else
                yield { type: 'doing', doing: piece };
        }
    }
    /** Whether a whole text begins with what was heard. */
    isBeginOf(whole) {
        return this.text.rest(whole) !== null;
    }
    /** Whether what was heard is all of a whole text, whichever white space V1 keeps of it. */
    isAllOf(whole) {
        // V1 may leave more out of what it keeps, but for whole messages between tools, which nobody may have heard.
        return this.text.hasWordsOf(whole) || (this.isWhole && !this.hasDone);
    }
    /** Whether V1's last message is all that the run says. */
    isWholeIn(message) {
        return !this.hasDone && this.isBeginOf(message);
    }
    /** What is left of the whole text, or all of it where it begins otherwise. @throws V1Error where it is too much */
    *complete(whole) {
        yield* this.passOn();
        if (!this.isBeginOf(whole)) {
            yield { type: 'anew' };
            this.text = new RunText();
            this.result = new ResultText(this.maxBytes);
        }
        yield* this.fit(this.result.take(this.text.rest(whole) ?? ''));
        yield* this.fit(this.result.end());
    }
    say(piece) {
        if (piece !== '')
            this.pieces.push(piece);
        this.ring();
    }
    *fit(piece) {
        if (piece !== '')
            yield { type: 'text', text: piece };
        if (this.result.isFull)
            throw tooLarge(this.maxBytes);
    }
}
//# sourceMappingURL=run.voice.js.map