/**
 * What Node is started with, by mode. A worker's young generation is a quarter of what V8 takes by itself on a large
 * machine: that is 5 % more time for a task that ends at once, and up to 96 MB less for a worker that has its hands
 * full. (It cannot be set any more once a process runs.)
 */
export const NODE_FLAGS = { gateway: [], worker: ['--max-semi-space-size=16'] } as const;
