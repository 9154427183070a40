/** One run a lane at a time, and so many over all; more wait, first come first served. */
export class Lanes {
    limit;
    busy = new Set();
    waiting = [];
    running = 0;
    constructor(limit) {
        this.limit = limit;
    }
    /** @returns a function that gives the place back @throws AbortError while it waits */
    async enter(lane, gone) {
        const { promise, resolve, reject } = Promise.withResolvers();
        const place = {
            lane,
            start: () => {
                resolve(undefined);
            },
        };
        const giveUp = () => {
            this.waiting = this.waiting.filter((other) => other !== place);
            reject(gone.reason);
        };
        gone.throwIfAborted();
        gone.addEventListener('abort', giveUp, { once: true });
        this.waiting.push(place);
        this.admit();
        await promise;
        gone.removeEventListener('abort', giveUp);
        return () => {
            this.leave(lane);
        };
    }
    leave(lane) {
        this.running--;
        if (lane !== null)
            this.busy.delete(lane);
        this.admit();
    }
    admit() {
        for (const place of this.waiting) {
            if (this.limit > 0 && this.running >= this.limit)
                break;
            if (place.lane !== null && this.busy.has(place.lane))
                continue;
            this.waiting = this.waiting.filter((other) => other !== place);
            this.running++;
            if (place.lane !== null)
                this.busy.add(place.lane);
            place.start();
        }
    }
}
//# sourceMappingURL=simulator.lanes.js.map