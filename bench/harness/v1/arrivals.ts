import { sharedNow } from '../clock.ts';

/** When runs were asked for, the first one first. */
export class Arrivals {
  times: number[] = [];

  get count(): number {
    return this.times.length;
  }

  add(): void {
    this.times.push(sharedNow());
  }

  clear(): void {
    this.times = [];
  }
}
