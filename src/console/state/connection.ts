import { computed, signal } from '@preact/signals';

/** What can be cut off from the gateway. */
export type Link = 'status' | 'events' | 'list' | 'task';

/** A break that is over this soon, in ms, is not worth a word. */
const WORTH_A_WORD_MS = 1_200;

const broken = signal<ReadonlySet<Link>>(new Set());
const timers = new Map<Link, number>();

/** Whether some of what is shown is cut off from the gateway. */
export const isCutOff = computed(() => broken.value.size > 0);

/** Takes note that a link works, or does not. */
export function reportLink(link: Link, isLive: boolean): void {
  if (isLive) {
    clearTimeout(timers.get(link));
    timers.delete(link);
    mark(link, false);
  } else if (!timers.has(link)) {
    timers.set(
      link,
      window.setTimeout(() => {
        mark(link, true);
      }, WORTH_A_WORD_MS),
    );
  }
}

function mark(link: Link, isBroken: boolean): void {
  if (broken.peek().has(link) === isBroken) return;
  const next = new Set(broken.peek());
  if (isBroken) next.add(link);
  else next.delete(link);
  broken.value = next;
}
