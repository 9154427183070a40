import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';
const RANDOM_BYTES = 16;
/** Enough for so many ids: asking the system for chance takes longer than all else about an id. */
const pool = Buffer.alloc(256 * RANDOM_BYTES);
let used = pool.length;
let msecs = 0;
let seq = 0;
/**
 * A new id: a UUID of version 7 (RFC 9562), greater than all that this process made before, also than
 * those of the same millisecond.
 */
export function newTaskId() {
    const random = nextRandom();
    const now = Date.now();
    if (now > msecs) {
        msecs = now;
        // Half of the range is left to count on in.
        seq = random.readUInt32BE() >>> 1;
    }
    else {
        seq++;
    }
    return v7({ random, msecs, seq });
}
function nextRandom() {
    if (used === pool.length) {
        randomFillSync(pool);
        used = 0;
    }
    const random = pool.subarray(used, used + RANDOM_BYTES);
    used += RANDOM_BYTES;
    return random;
}
//# sourceMappingURL=task.id.js.map