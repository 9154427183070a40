import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { formatDuration, formatRelative, formatTicking, formatTime } from '../i18n/format.ts';
import { now } from '../state/clock.ts';

/** How long ago something was, or how far off it is; ticks, and shows the time in full on hover. */
export function Ago({ at }: { at: string }) {
  const time = Date.parse(at);
  // Bound to the text itself: thousands of these tick without their rows being drawn again.
  const text = useMemo(() => computed(() => formatRelative(sinceOrUntil(time))), [time]);
  return (
    <time dateTime={at} title={formatTime(time)}>
      {text}
    </time>
  );
}

/** What lies a moment ahead does so by the clocks alone. */
function sinceOrUntil(time: number): number {
  const ahead = time - now.value;
  return ahead > 0 && ahead < 1_500 ? 0 : ahead;
}

/** How long something took, or has been taking; the latter ticks. */
export function Took({ from, to }: { from: string; to: string | null }) {
  const begin = Date.parse(from);
  const end = to === null ? null : Date.parse(to);
  const text = useMemo(
    () =>
      computed(() =>
        end === null ? formatTicking(now.value - begin) : formatDuration(end - begin),
      ),
    [begin, end],
  );
  return <span class="number">{text}</span>;
}
