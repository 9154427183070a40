import { eventually } from '../../../test/support/eventually.ts';
import type { Child } from '../child.ts';
import type { V1Behaviour } from './v1.program.ts';

export const V1_TOKEN = 'bench-token';

/** The V1 of the bench, as the scenarios see it. */
export class BenchV1 {
  private readonly program: Child;

  constructor(program: Child) {
    this.program = program;
  }

  get url(): string {
    return this.program.url;
  }

  /** From now on answers so, and remembers only the runs that come from now on. */
  async behave(behaviour: V1Behaviour): Promise<void> {
    await this.program.ask('behave', behaviour);
    await this.program.ask('forget');
  }

  /** Waits for so many runs. @returns when each was asked for, on the shared clock in ms */
  async arrivals(count: number, deadlineMs: number): Promise<number[]> {
    await eventually(
      `${count} runs at V1`,
      async () => (await this.program.ask<number>('arrived')) >= count,
      deadlineMs,
    );
    return this.program.ask('arrivals');
  }

  /** How many answers are under way that have no end. */
  streams(): Promise<number> {
    return this.program.ask('streams');
  }

  /** Waits until exactly so many answers without an end are under way. */
  async untilStreams(count: number, deadlineMs: number): Promise<void> {
    const look = async () => (await this.streams()) === count;
    await eventually(`${count} answers under way at V1`, look, deadlineMs);
  }
}
