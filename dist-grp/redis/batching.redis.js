import { Redis } from 'ioredis';
/**
 * Sends the commands of one turn of the event loop with one write, which costs as much as what most
 * commands do. Each still has its own answer, failure and timeout. (A duplicate is a plain connection, as one
 * whose commands block has nothing to join.)
 */
export class BatchingRedis extends Redis {
    #isBatch = false;
    sendCommand(...command) {
        if (!this.#isBatch && this.status === 'ready')
            this.#batch();
        return super.sendCommand(...command);
    }
    #batch() {
        const { stream } = this;
        this.#isBatch = true;
        stream.cork();
        setImmediate(() => {
            this.#isBatch = false;
            stream.uncork();
        });
    }
}
//# sourceMappingURL=batching.redis.js.map