const NS_PER_MS = 1e6;

/** Milliseconds on the one clock that all processes of a machine share. */
export const sharedNow = (): number => Number(process.hrtime.bigint()) / NS_PER_MS;
