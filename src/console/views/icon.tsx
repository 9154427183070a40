const PATHS = {
  pending: 'M8 4.500V8l2.300 1.500',
  running: 'M8 2.500a5.500 5.500 0 1 1-5.500 5.500',
  completed: 'M5.200 8.200l2 2 3.600-4.200',
  failed: 'M6 6l4 4M10 6l-4 4',
  cancelled: 'M5.500 8h5',
  plus: 'M8 3.500v9M3.500 8h9',
  back: 'M9.500 3.500L5 8l4.500 4.500',
  close: 'M4 4l8 8M12 4l-8 8',
  copy: 'M5.500 5.500v-2h7v7h-2M3.500 5.500h7v7h-7z',
  check: 'M3.500 8.500l3 3 6-7',
  search: 'M7 11.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9zM10.500 10.500l3 3',
  retry: 'M12.500 8A4.500 4.500 0 1 1 11 4.600M11.200 2v2.800H8.400',
  trash: 'M3.500 4.500h9M6.500 4.500v-1.500h3v1.500M5 4.500l.5 8.500h5l.5-8.500',
  stop: 'M5 5h6v6H5z',
  warning: 'M8 2.800l6 10.400H2zM8 6.500v3M8 11.300v.2',
  down: 'M8 3.500v9M4 8.500l4 4 4-4',
  chevron: 'M5 6.500L8 9.500l3-3',
  again: 'M3.500 3.500h6v6h-6zM12.500 6.500v6h-6',
  help: 'M6.200 6.300a1.900 1.900 0 1 1 2.600 1.800c-.6.3-.8.6-.8 1.200M8 11.400v.2',
  key: 'M9.500 8.500a3 3 0 1 0-2-2L3 11v2h2v-1.500h1.500V10l1-1z',
  chart: 'M3 13V3M3 13h10M5.500 10.500l2.500-3 2 1.500 3-4',
} as const;

export type IconName = keyof typeof PATHS;

const RINGED: ReadonlySet<IconName> = new Set([
  'pending',
  'completed',
  'failed',
  'cancelled',
  'help',
]);

/** A drawing that says nothing which is not said in words beside it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {RINGED.has(name) && <circle cx="8" cy="8" r="5.800" />}
      {name === 'running' && <circle class="icon-track" cx="8" cy="8" r="5.500" />}
      <path d={PATHS[name]} />
    </svg>
  );
}
