/** Lets everybody who wants to read the same at the same time share one reading. */
export class SharedReadings<T> {
  private readonly underWay = new Map<string, Map<string, Promise<T>>>();

  /** Joins the reading of this place that is under way, or begins one. */
  share(thing: string, place: string, read: () => Promise<T>): Promise<T> {
    const ofThing = this.underWay.get(thing) ?? new Map<string, Promise<T>>();
    this.underWay.set(thing, ofThing);
    const shared = ofThing.get(place);
    if (shared) return shared;
    const reading = read().finally(() => {
      ofThing.delete(place);
      if (ofThing.size === 0 && this.underWay.get(thing) === ofThing) this.underWay.delete(thing);
    });
    ofThing.set(place, reading);
    return reading;
  }

  /** It changed: a reading that is under way may have missed it, and nobody may join it any more. */
  changed(thing: string): void {
    this.underWay.delete(thing);
  }
}
