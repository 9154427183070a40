export type PairErrorCode =
  'unconfigured' | 'plain_text' | 'refused' | 'unreachable' | 'not_approved';

/** This machine cannot be paired like this; each line of the message says why, or what to do. */
export class PairError extends Error {
  constructor(
    readonly code: PairErrorCode,
    ...lines: readonly string[]
  ) {
    super(lines.join('\n'));
    this.name = 'PairError';
  }
}
