import type { Target } from '../scenario.ts';
import type { Line } from './row.ts';

/** A number with three digits that count. */
export const digits = (value: number): string =>
  Math.abs(value) >= 100
    ? Math.round(value).toLocaleString('en')
    : String(Number(value.toPrecision(3)));

const withUnit = (value: number, unit: string): string => `${digits(value)} ${unit}`.trimEnd();

const percent = (share: number): string => `±${((share * 100) / 2).toFixed(0)} %`;

export const targetWords = (target: Target | undefined): string => {
  if (!target) return '';
  const sign = target.is === 'at least' ? '≥' : '≤';
  return `${sign} ${target.bound}${target.of === 'ratio' ? ' x' : ''}`;
};

const verdictWords = (holds: boolean | null): string =>
  holds === null ? '' : holds ? 'holds' : 'MISSED';

export const HEADINGS = ['', 'figure', 'reference', 'ratio', 'target', 'verdict'] as const;

/** The cells of a line, one for each heading. @param judged whether it was measured to be judged */
export const cellsOf = (line: Line, judged: boolean): string[] => [
  line.name,
  `${withUnit(line.figure, line.unit)} ${percent(line.spread)}`,
  line.referenceFigure === null ? '' : withUnit(line.referenceFigure, line.unit),
  line.ratio === null ? '' : `${line.ratio.toFixed(2)} ${percent(line.ratioSpread ?? 0)}`,
  targetWords(line.target),
  judged ? verdictWords(line.holds) : '',
];
