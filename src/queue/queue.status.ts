/** Whether a side of the transport has its connection to Redis. */
export type QueueStatus = 'connected' | 'disconnected';
