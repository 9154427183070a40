import { readFileSync } from 'node:fs';
const NAMES = ['create', 'commit', 'append', 'read', 'renew', 'remove'];
/**
 * Teaches a connection the scripts. ioredis sends their digest and, where Redis has forgotten the
 * script, its text.
 */
export function withScripts(redis) {
    for (const name of NAMES) {
        const lua = readFileSync(new URL(`${name}.lua`, import.meta.url), 'utf8');
        redis.defineCommand(`task_${name}`, { lua });
    }
    return redis;
}
//# sourceMappingURL=scripts.js.map