import { signal } from '@preact/signals';
import { serverTime } from '../api/server-time.ts';

/** The time of now by the gateway's clock; it ticks each second while somebody looks. */
export const now = signal(serverTime());

/** Makes the clock tick. */
export function startClock(): void {
  const tick = (): void => {
    if (!document.hidden) now.value = serverTime();
  };
  setInterval(tick, 1_000);
  document.addEventListener('visibilitychange', tick);
}
