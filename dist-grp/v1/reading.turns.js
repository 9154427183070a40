/** How many of V1's streams have their turn in a second at most; a reading costs about as much as ten words. */
const TURNS_PER_SECOND = 5_000;
/** How often turns are given, in ms: a round is short enough to hold up nobody. */
const ROUND_MS = 10;
const TURNS_PER_ROUND = (TURNS_PER_SECOND * ROUND_MS) / 1_000;
/**
 * Bounds what it costs to read many streams at once: where they say more often something than there are
 * turns, each is read less often, and then gives more at a time.
 */
export class ReadingTurns {
    line = [];
    left = TURNS_PER_ROUND;
    round = 0;
    timer = null;
    /**
     * @param read what has come of a stream; throws nothing
     * @returns to be called when something has: reads at once while there are turns left, else as soon as it
     * is its turn, which lasts for a round
     */
    reader(read) {
        let turn = -1;
        const readInTurn = () => {
            turn = this.round;
            read();
        };
        return () => {
            if (turn === this.round)
                read();
            else
                this.take(readInTurn);
        };
    }
    take(read) {
        this.timer ??= setTimeout(this.next, ROUND_MS);
        if (this.left === 0) {
            this.line.push(read);
            return;
        }
        this.left -= 1;
        read();
    }
    next = () => {
        const reads = this.line.splice(0, TURNS_PER_ROUND);
        this.round += 1;
        this.left = TURNS_PER_ROUND - reads.length;
        this.timer = reads.length === 0 ? null : setTimeout(this.next, ROUND_MS);
        for (const read of reads)
            read();
    };
}
//# sourceMappingURL=reading.turns.js.map