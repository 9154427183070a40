/** What the domain needs to know of the configuration. Times are ms, sizes bytes. */
export abstract class TaskSettings {
  /** How runs travel to V1: over `ws` they have one message and no sampling. */
  abstract readonly v1Protocol: 'http' | 'ws';
  abstract readonly v1AgentId: string;
  abstract readonly v1Model: string;
  abstract readonly taskTimeoutMs: number;
  abstract readonly taskExpiresMs: number;
  abstract readonly taskTtlMs: number;
  abstract readonly idempotencyTtlMs: number;
  abstract readonly maxQueueDepth: number;
  abstract readonly maxWaiters: number;
  abstract readonly maxContentBytes: number;
  abstract readonly maxResultBytes: number;
  abstract readonly leaseMs: number;
  abstract readonly reconcileIntervalMs: number;
  abstract readonly retryBackoffMs: number;
  abstract readonly retryBackoffMaxMs: number;
}
