import { StoreUnavailableError } from '../tasks/task.errors.js';
/**
 * Replies by which a Redis says that it cannot serve at the moment, rather than that we erred. (ioredis
 * sends a script that is not known once more with its text; it can be forgotten again in between.)
 */
const CODES = 'LOADING|READONLY|OOM|MISCONF|BUSY|TRYAGAIN|CLUSTERDOWN|MASTERDOWN|NOREPLICAS|UNBLOCKED|NOSCRIPT|' +
    'NOAUTH|WRONGPASS|NOPERM';
/** Before version 7, what a command in a script is refused with comes in the words of the script's error. */
const NOT_NOW = new RegExp(`^(?:ERR Error running script.*-)?(?:${CODES})\\b`);
/**
 * Tells a Redis that is slow or gone from a mistake of ours: no answer, a lost connection and the
 * replies above become StoreUnavailableError; everything else stays as it is.
 */
export function unavailableIfRedisIs(error) {
    const refused = error instanceof Error && error.name === 'ReplyError';
    return refused && !NOT_NOW.test(error.message) ? error : new StoreUnavailableError(error);
}
//# sourceMappingURL=store.errors.js.map