export type ConnectErrorCode =
  | 'no_openclaw'
  | 'config_unreadable'
  | 'auth_unsupported'
  | 'unreachable'
  | 'not_openclaw'
  | 'not_ready'
  | 'token_unknown'
  | 'token_refused'
  | 'endpoint_disabled'
  | 'no_agent'
  | 'call_failed'
  | 'env_file_unfit';

/** V2 cannot be connected like this; each line of the message says why, or what to do about it. */
export class ConnectError extends Error {
  constructor(
    readonly code: ConnectErrorCode,
    ...lines: readonly string[]
  ) {
    super(lines.join('\n'));
    this.name = 'ConnectError';
  }
}
