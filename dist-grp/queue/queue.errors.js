/** The handlers do not match the contract of the queue: the boot must fail. */
export class QueueContractError extends Error {
    violations;
    name = 'QueueContractError';
    constructor(queue, violations) {
        const list = violations.map(({ pattern, problem }) => `"${pattern}" ${problem}`).join('; ');
        super(`The handlers of the queue "${queue}" do not match its contract: ${list}`);
        this.violations = violations;
    }
}
/** The queue cannot be reached now; nothing was sent, and trying again later is safe. */
export class QueueUnavailableError extends Error {
    name = 'QueueUnavailableError';
    constructor(queue, reason, options) {
        super(`The queue "${queue}" is unavailable: ${reason}`, options);
    }
}
/** `send()` was called on a queue. */
export class QueueRequestError extends Error {
    name = 'QueueRequestError';
    constructor(queue, pattern) {
        super(`"${pattern}" was sent as a request, but nobody answers on the durable queue "${queue}": ` +
            'use emit() and fetch the outcome elsewhere.');
    }
}
//# sourceMappingURL=queue.errors.js.map