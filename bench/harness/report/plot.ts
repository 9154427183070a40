import type { Line } from './row.ts';
import { digits } from './words.ts';

const WIDTH = 560;
const LEFT = 90;
const RIGHT = 20;
const HEADROOM = 1.05;

/**
 * One dot for each round and a stroke at the median, for the project and below it for the reference; the
 * dashed line is the target.
 */
export function plotOf(line: Line): string {
  const { values, reference, figure, referenceFigure } = line;
  const target = targetOf(line);
  const max = Math.max(...values, ...(reference ?? []), target ?? 0, Number.MIN_VALUE) * HEADROOM;
  const x = (value: number) => (LEFT + (value / max) * (WIDTH - LEFT - RIGHT)).toFixed(1);
  const series = (name: string, y: number, all: readonly number[], middle: number) => `
    <text x="0" y="${y + 4}">${name}</text>
    <line class="axis" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y}" y2="${y}"/>
    ${all.map((value) => `<circle class="${name}" cx="${x(value)}" cy="${y}" r="4"/>`).join('')}
    <line class="${name}" x1="${x(middle)}" x2="${x(middle)}" y1="${y - 9}" y2="${y + 9}"/>`;
  const height = reference ? 76 : 50;
  return `<svg viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">
    ${series('project', 14, values, figure)}
    ${reference ? series('reference', 40, reference, referenceFigure ?? 0) : ''}
    ${target === null ? '' : `<line class="target" x1="${x(target)}" x2="${x(target)}" y1="0" y2="${height - 18}"/>`}
    <text class="scale" x="${LEFT}" y="${height - 4}">0</text>
    <text class="scale" x="${WIDTH - RIGHT}" y="${height - 4}" text-anchor="end">${digits(max)}</text>
  </svg>`;
}

/** Where the figure has to be, on the scale of the figures; null: it is not judged. */
const targetOf = ({ target, referenceFigure }: Line): number | null =>
  target ? target.bound * (target.of === 'ratio' ? (referenceFigure ?? 0) : 1) : null;
