import { useSignal } from '@preact/signals';
import { formatMs, formatNumber } from '../i18n/format.ts';
import { phrases } from '../i18n/phrases.ts';
import { type Sample, samples } from '../state/system.ts';
import { Chart } from './chart.tsx';

interface Line {
  readonly label: string;
  readonly of: (sample: Sample) => number | null;
}

/** The last minutes, drawn small: how much ends, how fast submits are, how much there is to do. */
export function Charts() {
  const p = phrases.value;
  return (
    <>
      <ChartCard
        title={p.charts.throughput}
        lines={[{ label: '', of: ({ perMinute }) => perMinute }]}
        format={(n) => p.charts.perMinute(formatNumber(Math.round(n)))}
      />
      <ChartCard
        title={p.charts.latency}
        lines={[
          { label: p.charts.p50, of: ({ p50 }) => p50 },
          { label: p.charts.p99, of: ({ p99 }) => p99 },
        ]}
        format={formatMs}
      />
      <ChartCard
        title={p.charts.load}
        lines={[
          { label: p.system.queued, of: ({ pending }) => pending },
          { label: p.system.running, of: ({ running }) => running },
        ]}
        format={formatNumber}
      />
    </>
  );
}

interface ChartCardProps {
  title: string;
  lines: readonly Line[];
  format: (n: number) => string;
}

function ChartCard({ title, lines, format }: ChartCardProps) {
  const pointed = useSignal<number | null>(null);
  const all = samples.value;
  const shown = all[pointed.value ?? all.length - 1] ?? all.at(-1);
  const say = (line: Line): string => {
    const value = shown ? line.of(shown) : null;
    return value === null ? phrases.value.charts.none : format(value);
  };
  const values = lines.map((line) => `${line.label} ${say(line)}`.trim()).join(', ');
  return (
    <div class="chart-card">
      <div class="chart-head" aria-hidden="true">
        <span class="chart-title">{title}</span>
        {lines.map((line, i) => (
          <span key={line.label} class={`chart-value series-${i}`}>
            {line.label} <b class="number">{say(line)}</b>
          </span>
        ))}
      </div>
      <Chart
        label={phrases.value.charts.describe(title, values)}
        times={all.map(({ at }) => at / 1_000)}
        series={lines.map((line) => all.map(line.of))}
        onPoint={(at) => {
          pointed.value = at;
        }}
      />
    </div>
  );
}
