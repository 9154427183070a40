import type { Row } from './row.ts';
import { cellsOf, HEADINGS } from './words.ts';

const GAP = '  ';

/** The rows as text in columns. */
export function tableOf(rows: readonly Row[], judged: boolean): string {
  const cells = rows.map(({ lines }) => lines.map((line) => cellsOf(line, judged)));
  const widths = HEADINGS.map((heading, i) =>
    Math.max(heading.length, ...cells.flat().map((line) => line[i]?.length ?? 0)),
  );
  const inColumns = (line: readonly string[]) =>
    `   ${line.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(GAP)}`.trimEnd();
  const blocks = rows.map(({ number, title, reference, remarks, failure }, i) => [
    `${String(number).padStart(2)} ${title}`,
    `   against: ${reference}`,
    ...(cells[i] ?? []).map(inColumns),
    ...remarks.map((remark) => `   ${remark}`),
    ...(failure === null ? [] : [`   FAILED: ${failure}`]),
  ]);
  return [inColumns(HEADINGS), ...blocks.flat()].join('\n');
}
