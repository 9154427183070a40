import { spawnSync } from 'node:child_process';
import { canInstall, installPackage } from './apt.install.js';
const BINARIES = ['redis-server', 'valkey-server'];
/** There is no Redis on this machine and none can be installed. */
export class NoRedisError extends Error {
    code = 'no_redis';
    constructor() {
        super([
            'There is no Redis. One of these helps:',
            '  1. install one:        apt-get install redis-server   (or: brew install redis)',
            '  2. run one in Docker:  docker run -d -p 6379:6379 redis redis-server --appendonly yes',
            '  3. use one elsewhere:  set REDIS_URL in .env',
        ].join('\n'));
        this.name = 'NoRedisError';
    }
}
/**
 * Finds a Redis server on this machine, or installs one where that can be done (as root, with apt-get).
 * @returns the name of the program
 * @throws NoRedisError
 */
export const provideRedisBinary = (log) => findBinary() ?? installBinary(log);
function findBinary() {
    return BINARIES.find((name) => spawnSync(name, ['--version']).status === 0);
}
function installBinary(log) {
    if (!canInstall())
        throw new NoRedisError();
    log('There is no Redis on this machine: installing redis-server with apt-get …');
    const binary = installPackage('redis-server') ? findBinary() : undefined;
    if (!binary)
        throw new NoRedisError();
    log('redis-server is installed.');
    return binary;
}
//# sourceMappingURL=redis.install.js.map