/** One disagreement between the contract of a queue and the handlers that were found. */
export interface ContractViolation {
  readonly pattern: string;
  readonly problem: string;
}

/** The handlers do not match the contract of the queue: the boot must fail. */
export class QueueContractError extends Error {
  override readonly name = 'QueueContractError';

  constructor(
    queue: string,
    readonly violations: readonly ContractViolation[],
  ) {
    const list = violations.map(({ pattern, problem }) => `"${pattern}" ${problem}`).join('; ');
    super(`The handlers of the queue "${queue}" do not match its contract: ${list}`);
  }
}

/** The queue cannot be reached now; nothing was sent, and trying again later is safe. */
export class QueueUnavailableError extends Error {
  override readonly name = 'QueueUnavailableError';

  constructor(queue: string, reason: string, options?: ErrorOptions) {
    super(`The queue "${queue}" is unavailable: ${reason}`, options);
  }
}

/** `send()` was called on a queue. */
export class QueueRequestError extends Error {
  override readonly name = 'QueueRequestError';

  constructor(queue: string, pattern: string) {
    super(
      `"${pattern}" was sent as a request, but nobody answers on the durable queue "${queue}": ` +
        'use emit() and fetch the outcome elsewhere.',
    );
  }
}
