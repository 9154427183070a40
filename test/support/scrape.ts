/** What /metrics answered: the figures by name, and each figure by name and labels. */
export interface Scrape {
  readonly contentType: string | null;
  readonly text: string;
  /** Names as their HELP lines tell them. */
  readonly names: ReadonlySet<string>;
  /** Sum of all figures of a name that have these labels. */
  readonly value: (name: string, labels?: Record<string, string>) => number;
}

const SAMPLE = /^([a-z_][a-z0-9_]*)(?:\{(.*)\})? (\S+)$/i;

/** Scrapes a process as Prometheus does. */
export async function scrape(url: string): Promise<Scrape> {
  const response = await fetch(`${url}/metrics`);
  if (response.status !== 200) throw new Error(`/metrics answered ${response.status}`);
  const text = await response.text();
  const samples = text.split('\n').flatMap((line) => {
    const [, name = '', labels = '', figure = ''] = SAMPLE.exec(line) ?? [];
    return name === '' ? [] : [{ name, labels: `,${labels},`, figure: Number(figure) }];
  });
  return {
    contentType: response.headers.get('content-type'),
    text,
    names: new Set([...text.matchAll(/^# HELP (\S+)/gm)].map(([, name = '']) => name)),
    value: (name, labels = {}) => {
      const wanted = Object.entries(labels).map(([label, value]) => `,${label}="${value}",`);
      const found = samples.filter(
        (sample) => sample.name === name && wanted.every((each) => sample.labels.includes(each)),
      );
      return found.length === 0 ? NaN : found.reduce((sum, { figure }) => sum + figure, 0);
    },
  };
}
