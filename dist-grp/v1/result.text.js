/** Whether a text ends in the middle of a character of two units. */
const isCut = (text) => (text.charCodeAt(text.length - 1) & 0xfc00) === 0xd800;
/**
 * Lets a text through piece by piece, in whole characters and up to a size. A model's delta may end
 * in the middle of an emoji: the half waits for the rest.
 */
export class ResultText {
    maxBytes;
    /** Whether there was more text than the limit allows. */
    isFull = false;
    bytes = 0;
    half = '';
    /** @param maxBytes UTF-8 bytes of all pieces together */
    constructor(maxBytes) {
        this.maxBytes = maxBytes;
    }
    /** What can be passed on now that `text` came. */
    take(text) {
        const all = this.half + text;
        const whole = isCut(all) ? all.length - 1 : all.length;
        this.half = all.slice(whole);
        return this.fit(all.slice(0, whole));
    }
    /** What is left at the end. */
    end() {
        return this.fit(this.half);
    }
    fit(text) {
        // A surrogate alone cannot be written in UTF-8.
        const piece = text.toWellFormed();
        const room = this.maxBytes - this.bytes;
        const size = Buffer.byteLength(piece);
        if (size <= room) {
            this.bytes += size;
            return piece;
        }
        this.isFull = true;
        this.bytes = this.maxBytes;
        const { read } = new TextEncoder().encodeInto(piece, new Uint8Array(room));
        return piece.slice(0, read);
    }
}
//# sourceMappingURL=result.text.js.map