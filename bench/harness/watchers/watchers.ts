import type { Child } from '../child.ts';
import type { Watched, WatchersReport } from './watchers.program.ts';

/** Clients that follow tasks, as the scenarios see them. */
export class Watchers {
  private readonly program: Child;
  private readonly count: number;
  private readonly readers: number;
  private since = 0;

  private constructor(program: Child, { watchers, readEvery }: Watched) {
    this.program = program;
    this.count = watchers;
    this.readers = Math.ceil(watchers / readEvery);
  }

  /** Has a program follow them. Resolves once every watcher is answered. */
  static async open(program: Child, watched: Watched): Promise<Watchers> {
    await program.ask('watch', watched);
    return new Watchers(program, watched);
  }

  /** Forgets what came so far. */
  async begin(): Promise<void> {
    await this.program.ask('report');
    this.since = performance.now();
  }

  /**
   * What came since it began.
   * @throws Error if a watcher was lost
   */
  async end(): Promise<{ latencies: readonly number[]; deltasPerSecond: number }> {
    const { open, latencies } = await this.program.ask<WatchersReport>('report');
    const seconds = (performance.now() - this.since) / 1_000;
    if (open < this.count) throw new Error(`Only ${open} of ${this.count} watchers are left`);
    return { latencies, deltasPerSecond: latencies.length / this.readers / seconds };
  }
}
