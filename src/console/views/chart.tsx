import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';

/** How much time a chart spans at least, in s. */
const LEAST_SPAN_S = 60;
const HEIGHT = 44;

interface ChartProps {
  /** What it shows, for those who do not see it. */
  label: string;
  times: number[];
  series: (number | null)[][];
  /** Told which sample the pointer is at; null: at none. */
  onPoint: (at: number | null) => void;
}

/** A small line chart of the last minutes; its colours are those of the classes `series-<n>`. */
export function Chart({ label, times, series, onPoint }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const lines = series.length;
  useEffect(() => {
    const own = box.current;
    if (!own) return;
    const made = new uPlot(optionsOf(own, lines, onPoint), [[]], own);
    plot.current = made;
    const resized = new ResizeObserver(() => {
      made.setSize({ width: own.clientWidth, height: HEIGHT });
    });
    resized.observe(own);
    return () => {
      resized.disconnect();
      made.destroy();
    };
  }, [lines]);
  useEffect(() => {
    plot.current?.setData([times, ...series]);
  }, [times.at(-1)]);
  return <div ref={box} class="chart" role="img" aria-label={label} />;
}

function optionsOf(
  box: HTMLElement,
  lines: number,
  onPoint: (at: number | null) => void,
): uPlot.Options {
  return {
    width: box.clientWidth,
    height: HEIGHT,
    padding: [4, 4, 2, 4],
    legend: { show: false },
    axes: [{ show: false }, { show: false }],
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 5 } },
    scales: {
      x: { range: (_plot, from, to) => [Math.min(from, to - LEAST_SPAN_S), to] },
      y: { range: (_plot, _low, high) => [0, Math.max(1, high * 1.15)] },
    },
    series: [
      {},
      ...Array.from({ length: lines }, (_, i) => ({
        // Asked for at each drawing: the theme may have changed.
        stroke: () => colourOf(box, i),
        fill: () => (i === 0 ? colourOf(box, i, '--chart-fill') : 'transparent'),
        width: 1.5,
        points: { show: false },
      })),
    ],
    hooks: {
      setCursor: [
        ({ cursor }) => {
          onPoint(cursor.idx ?? null);
        },
      ],
    },
  };
}

/** A canvas knows no classes: what the head's text has by them is asked for. */
function colourOf(box: HTMLElement, line: number, property?: string): string {
  const head = box.parentElement?.querySelector(`.series-${line}`);
  if (!head) return 'gray';
  const style = getComputedStyle(head);
  return property ? style.getPropertyValue(property) || 'transparent' : style.color;
}
