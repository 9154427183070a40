import { computed } from '@preact/signals';
import { language } from '../state/preferences.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS = [
  [DAY, 'day'],
  [HOUR, 'hour'],
  [MINUTE, 'minute'],
  [SECOND, 'second'],
] as const;

const formats = computed(() => {
  const locale = language.value === 'zh' ? 'zh-CN' : 'en';
  const unit = (name: string, digits = 0): Intl.NumberFormat =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay: 'narrow',
      maximumFractionDigits: digits,
    });
  return {
    relative: new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'narrow' }),
    absolute: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }),
    clock: new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }),
    compact: new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }),
    number: new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }),
    unit: {
      day: unit('day'),
      hour: unit('hour'),
      minute: unit('minute'),
      second: unit('second'),
      tenths: unit('second', 1),
      millisecond: unit('millisecond'),
      fineMillisecond: unit('millisecond', 1),
      byte: unit('byte'),
      kilobyte: unit('kilobyte', 1),
      megabyte: unit('megabyte', 1),
    },
  };
});

/** A number with the marks of the language. */
export const formatNumber = (n: number): string => formats.value.number.format(n);

/** A number where there is little room. */
export const formatCompact = (n: number): string =>
  n < 1_000 ? formatNumber(n) : formats.value.compact.format(n);

/** A point in time in full, in the reader's zone. */
export const formatTime = (at: number): string => formats.value.absolute.format(at);

/** The time of day alone. */
export const formatClock = (at: number): string => formats.value.clock.format(at);

/** How far a point in time is away, such as "3 min ago" or "in 2 hr". */
export function formatRelative(ms: number): string {
  const { relative } = formats.value;
  for (const [step, unit] of STEPS) {
    // What lies ahead is not told too near, nor what has passed too far.
    if (Math.abs(ms) >= step) return relative.format(Math.ceil(ms / step), unit);
  }
  return relative.format(0, 'second');
}

/** How long something takes in its two largest units, such as "1h 5m"; `ms` where it was short. */
export function formatDuration(ms: number): string {
  const { unit } = formats.value;
  if (ms < SECOND) return unit.millisecond.format(Math.max(0, Math.round(ms)));
  if (ms < 10 * SECOND) return unit.tenths.format(ms / SECOND);
  if (ms < MINUTE) return unit.second.format(Math.floor(ms / SECOND));
  const at = STEPS.findIndex(([step]) => ms >= step);
  return STEPS.slice(at, at + 2)
    .map(([step, name], i) =>
      unit[name].format(Math.floor((i === 0 ? ms : ms % (STEPS[at]?.[0] ?? ms)) / step)),
    )
    .join(' ');
}

/** How long something has been taking; whole seconds, so that it ticks evenly. */
export const formatTicking = (ms: number): string =>
  ms < MINUTE
    ? formats.value.unit.second.format(Math.max(0, Math.floor(ms / SECOND)))
    : formatDuration(ms);

/** A number of milliseconds as it is, for latencies. */
export const formatMs = (ms: number): string =>
  formats.value.unit[ms < 10 ? 'fineMillisecond' : 'millisecond'].format(ms);

/** A number of bytes in the unit that suits it. */
export function formatBytes(bytes: number): string {
  const { unit } = formats.value;
  if (bytes < 1_024) return unit.byte.format(bytes);
  if (bytes < 1_048_576) return unit.kilobyte.format(bytes / 1_024);
  return unit.megabyte.format(bytes / 1_048_576);
}
