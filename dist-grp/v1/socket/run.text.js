import { createHash } from 'node:crypto';
/**
 * Puts a run's text together from events of which some may be missing. Remembers how much was said, and
 * its digest, but not the text: V1 sends all of it with every piece.
 */
export class RunText {
    /** Whether all was heard from the first word on, one piece after the other. */
    isGapless = true;
    length = 0;
    digest = createHash('sha256');
    /** The same without white space, of which V1 keeps some otherwise than it tells it. */
    words = createHash('sha256');
    /** The message that was told last. */
    last = '';
    item = null;
    inItem = 0;
    get isEmpty() {
        return this.length === 0;
    }
    /** What an event adds to what was said before. */
    take({ text, delta, item }) {
        if (item !== this.item) {
            if (this.item !== null)
                this.inItem = 0;
            this.item = item;
        }
        const start = text.length - delta.length;
        const isNext = start === this.inItem;
        if (!isNext)
            this.isGapless = false;
        // A cut out of the whole text would keep the whole in memory.
        const piece = isNext ? delta : text.slice(this.inItem);
        this.inItem = Math.max(this.inItem, text.length);
        this.last = text;
        return this.say(piece);
    }
    /**
     * Takes what was said before anybody listened.
     * @param inItem how much of the message that goes on was said with it
     */
    catchUp(text, inItem) {
        if (text !== '' || inItem > 0)
            this.isGapless = false;
        this.inItem = inItem;
        return this.say(text);
    }
    /** What is missing of the whole text; null: it does not begin with what was said. */
    rest(whole) {
        const begun = createHash('sha256').update(whole.slice(0, this.length), 'utf16le').digest();
        if (whole.length < this.length || !begun.equals(this.digest.copy().digest()))
            return null;
        return whole.slice(this.length);
    }
    /** Whether that message is the one that was told last. */
    wasTold(message) {
        return this.last.trim() === message.trim();
    }
    /** Whether a whole text has the same words as what was said. */
    hasWordsOf(whole) {
        const all = createHash('sha256').update(withoutSpace(whole), 'utf16le').digest();
        return all.equals(this.words.copy().digest());
    }
    say(piece) {
        this.length += piece.length;
        // Not UTF-8: a piece may end in the middle of an emoji.
        this.digest.update(piece, 'utf16le');
        this.words.update(withoutSpace(piece), 'utf16le');
        return piece;
    }
}
const withoutSpace = (text) => text.replace(/\s+/g, '');
//# sourceMappingURL=run.text.js.map