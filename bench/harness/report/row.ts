import type { Measurement, Scenario, Target } from '../scenario.ts';
import { median, spread } from '../statistics.ts';

/** What a measurement came to. */
export interface Line extends Measurement {
  /** Medians of the rounds. */
  readonly figure: number;
  readonly referenceFigure: number | null;
  /** Median of the ratios of each round, and how far they are apart. */
  readonly ratio: number | null;
  readonly ratioSpread: number | null;
  readonly spread: number;
  /** Null: it is not judged. */
  readonly holds: boolean | null;
}

/** What a scenario came to. */
export interface Row {
  readonly number: number;
  readonly title: string;
  readonly reference: string;
  readonly settings: string;
  readonly lines: readonly Line[];
  readonly remarks: readonly string[];
  /** Why there are no figures; null where there are. */
  readonly failure: string | null;
}

export const rowOf = (
  { number, title, reference, settings }: Scenario,
  measurements: readonly Measurement[],
  remarks: readonly string[],
  failure: string | null = null,
): Row => ({
  number,
  title,
  reference,
  settings,
  lines: measurements.map(lineOf),
  remarks,
  failure,
});

function lineOf(measurement: Measurement): Line {
  const { values, reference, target } = measurement;
  const ratios = reference?.map((of, i) => (values[i] ?? 0) / of) ?? [];
  const figure = median(values);
  const ratio = reference ? median(ratios) : null;
  return {
    ...measurement,
    figure,
    referenceFigure: reference ? median(reference) : null,
    ratio,
    ratioSpread: reference ? spread(ratios) : null,
    spread: spread(values),
    holds: target ? isWithin(target, target.of === 'ratio' ? ratio : figure) : null,
  };
}

const isWithin = ({ is, bound }: Target, value: number | null): boolean | null => {
  if (value === null) return null;
  return is === 'at least' ? value >= bound : value <= bound;
};
