import type { Machine } from './machine.ts';
import { plotOf } from './plot.ts';
import type { Line, Row } from './row.ts';
import { cellsOf, HEADINGS } from './words.ts';

const STYLE = `
  body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
  h2 { font-size: 1.1rem; margin: 2.5rem 0 0; }
  p { margin: 0.2rem 0; color: #667; }
  table { border-collapse: collapse; margin: 0.7rem 0; font-variant-numeric: tabular-nums; }
  th, td { text-align: left; padding: 0.15rem 1.2rem 0.15rem 0; }
  th { font-weight: normal; color: #667; }
  .missed { color: #b3261e; }
  svg { font-size: 12px; display: block; margin: 0.5rem 0 1rem; max-width: 100%; }
  .axis { stroke: #ccd; }
  circle.project, line.project { fill: #1f6feb; stroke: #1f6feb; fill-opacity: 0.5; }
  circle.reference, line.reference { fill: #8a6d3b; stroke: #8a6d3b; fill-opacity: 0.5; }
  .target { stroke: #b3261e; stroke-dasharray: 3 3; }
  .scale { fill: #889; }`;

const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A page that stands alone: the table, and all rounds of each line as dots. */
export function pageOf(rows: readonly Row[], machine: Machine, judged: boolean): string {
  const { cpu, cores, memoryGib, node, redis, at } = machine;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>OpenClaw V2: benchmark</title>
<style>${STYLE}</style>
<h1>OpenClaw V2: benchmark</h1>
<p>${escaped(`${at}: ${cpu}, ${cores} cores, ${memoryGib} GiB, Node ${node}, Redis ${redis}`)}</p>
<p>Medians of the rounds; ± is half of what is between the smallest and the largest; the dashed line is the target.</p>
${rows.map((row) => section(row, judged)).join('\n')}
</html>
`;
}

const section = (
  { number, title, reference, settings, lines, remarks, failure }: Row,
  judged: boolean,
): string => `
<h2>${number}. ${escaped(title)}</h2>
<p>Against: ${escaped(reference)}. Settings: ${escaped(settings)}.</p>
${remarks.map((remark) => `<p>${escaped(remark)}</p>`).join('\n')}
${failure === null ? '' : `<p class="missed">${escaped(failure)}</p>`}
${lines.map((line) => lineWithPlot(line, judged)).join('\n')}`;

function lineWithPlot(line: Line, judged: boolean): string {
  const cell = (tag: string) => (text: string) => `<${tag}>${escaped(text)}</${tag}>`;
  return `<table${line.holds === false && judged ? ' class="missed"' : ''}>
<tr>${HEADINGS.map(cell('th')).join('')}</tr>
<tr>${cellsOf(line, judged).map(cell('td')).join('')}</tr>
</table>
${plotOf(line)}`;
}
