import type { Stage } from './stage.ts';

/** What has to hold of a measurement: of the figure itself, or of its ratio to the reference. */
export interface Target {
  readonly of: 'figure' | 'ratio';
  readonly is: 'at least' | 'at most';
  readonly bound: number;
}

/** One figure of a scenario, taken once in each round. */
export interface Measurement {
  readonly name: string;
  readonly unit: string;
  readonly values: readonly number[];
  /** The same of the reference, in the same rounds. */
  readonly reference?: readonly number[];
  /** Absent: it is told and not judged. */
  readonly target?: Target;
}

/** How much is measured. */
export interface Scale {
  /** Rounds that count. */
  readonly rounds: number;
  /** Rounds before them that warm up. */
  readonly warmUps: number;
  /** The size of something: of a real measurement, or of one that only shows that it works. */
  readonly pick: <T>(real: T, quick: T) => T;
}

export const REAL: Scale = { rounds: 5, warmUps: 1, pick: (real) => real };
export const QUICK: Scale = { rounds: 1, warmUps: 0, pick: (_, quick) => quick };

/** One row of the table. */
export interface Scenario {
  readonly number: number;
  readonly title: string;
  /** What the figures are compared with, in words. */
  readonly reference: string;
  /** Settings of the project that are not the default ones, in words. */
  readonly settings: string;
  /** Starts what it needs on the stage, whose processes are ended after it. */
  readonly run: (stage: Stage, scale: Scale) => Promise<Measurement[]>;
}

export const ratioAtLeast = (bound: number): Target => ({ of: 'ratio', is: 'at least', bound });
export const ratioAtMost = (bound: number): Target => ({ of: 'ratio', is: 'at most', bound });
export const atMost = (bound: number): Target => ({ of: 'figure', is: 'at most', bound });
