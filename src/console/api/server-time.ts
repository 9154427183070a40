/** A difference of less than this, in ms, is how coarse the header is. */
const COARSE_MS = 3_000;

let ahead = 0;

/** Takes note of what the gateway's clock says, so that ages are right on a machine whose own is not. */
export function noteServerTime(date: string | null): void {
  const difference = date === null ? Number.NaN : Date.parse(date) - Date.now();
  if (Number.isFinite(difference)) ahead = Math.abs(difference) < COARSE_MS ? 0 : difference;
}

/** The time of now by the gateway's clock. */
export const serverTime = (): number => Date.now() + ahead;
