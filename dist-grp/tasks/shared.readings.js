/** Lets everybody who wants to read the same at the same time share one reading. */
export class SharedReadings {
    underWay = new Map();
    /** Joins the reading of this place that is under way, or begins one. */
    share(thing, place, read) {
        const ofThing = this.underWay.get(thing) ?? new Map();
        this.underWay.set(thing, ofThing);
        const shared = ofThing.get(place);
        if (shared)
            return shared;
        const reading = read().finally(() => {
            ofThing.delete(place);
            if (ofThing.size === 0 && this.underWay.get(thing) === ofThing)
                this.underWay.delete(thing);
        });
        ofThing.set(place, reading);
        return reading;
    }
    /** It changed: a reading that is under way may have missed it, and nobody may join it any more. */
    changed(thing) {
        this.underWay.delete(thing);
    }
}
//# sourceMappingURL=shared.readings.js.map