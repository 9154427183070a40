/** Largest piece of one run, in characters: a flush is to be answered soon. */
const MAX_PIECE = 65_536;
/** Most steps of one run in one flush. */
const MAX_STEPS = 50;
/** What a run has said and the store has not confirmed yet. */
export class RunOutput {
    run;
    wake;
    waiting = '';
    steps = [];
    sent = null;
    place;
    /** @param place where it goes on */
    constructor(run, place, wake) {
        this.run = run;
        this.wake = wake;
        this.place = { ...place };
    }
    add(text) {
        this.waiting += text;
        this.wake();
    }
    /** Tells what the run does besides. */
    tell(doing) {
        const { offset } = this.place;
        const unconfirmed = (this.sent?.text ?? '') + this.waiting;
        const before = offset + Buffer.byteLength(unconfirmed);
        this.steps.push({ ...doing, at: Date.now(), offset: before });
        this.wake();
    }
    /** Forgets the text that was not sent. */
    discard() {
        this.waiting = '';
    }
    /** Begins anew, as an output of this number. */
    restart(outputNumber) {
        Object.assign(this.place, { outputNumber, offset: 0 });
    }
    /** What to send: what was sent without an answer once more and unchanged, else what waits. */
    chunk() {
        if (this.sent)
            return this.sent;
        if (!this.hasMore || this.run.stopReason === 'lost')
            return null;
        const text = firstPiece(this.waiting);
        this.waiting = this.waiting.slice(text.length);
        const progress = this.steps.splice(0, MAX_STEPS);
        this.sent = { ...this.run.claim, ...this.place, text, progress };
        return this.sent;
    }
    answered(answer) {
        if (answer === 'cancel')
            this.run.stop('cancelled');
        if (answer === 'lost')
            this.run.stop('lost');
        else
            this.confirmed(this.sent);
        this.sent = null;
    }
    /** Whether more is to be sent or confirmed before the rest fits into the run's end. */
    get unfinished() {
        const mustBeSent = this.waiting.length > MAX_PIECE || this.steps.length > 0;
        return this.sent !== null || (mustBeSent && this.run.stopReason !== 'lost');
    }
    get dirty() {
        return this.sent !== null || this.hasMore;
    }
    get hasMore() {
        return this.waiting !== '' || this.steps.length > 0;
    }
    confirmed(sent) {
        this.place.offset += Buffer.byteLength(sent?.text ?? '');
        this.place.progressSeen += sent?.progress.length ?? 0;
    }
    /** What is left to be written with the run's end. */
    rest() {
        return { offset: this.place.offset, text: this.waiting };
    }
}
/** As much of a text as fits a piece, in whole characters. */
function firstPiece(text) {
    if (text.length <= MAX_PIECE)
        return text;
    const piece = text.slice(0, MAX_PIECE);
    return piece.isWellFormed() ? piece : piece.slice(0, -1);
}
//# sourceMappingURL=run.output.js.map