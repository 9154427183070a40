import { QueueContractError } from './queue.errors.js';
/**
 * Holds when every pattern has exactly one event handler and no handler stands outside the
 * patterns. A pattern nobody handles would let its messages pile up or fail one by one at night;
 * two handlers would make a redelivery after the failure of one repeat the other.
 *
 * @throws QueueContractError naming every violation at once
 */
export function checkContract(queue, patterns, handlers) {
    const violations = [];
    for (const pattern of patterns) {
        const handler = handlers.get(pattern);
        if (!handler)
            violations.push({ pattern, problem: 'has no handler' });
        else if (!handler.isEventHandler) {
            violations.push({
                pattern,
                problem: 'must be handled by @EventPattern, not @MessagePattern',
            });
        }
        else if (handler.next)
            violations.push({ pattern, problem: 'has more than one handler' });
    }
    for (const pattern of handlers.keys()) {
        if (!patterns.includes(pattern)) {
            violations.push({ pattern, problem: 'is handled but is not part of it' });
        }
    }
    if (violations.length > 0)
        throw new QueueContractError(queue, violations);
}
//# sourceMappingURL=queue.contract.js.map