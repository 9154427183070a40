/** The oldest Redis whose commands are all that we use. */
const OLDEST_VERSION = '6.2.0';
/**
 * Asks a Redis how it keeps its data. Some do not allow CONFIG, and then a part is not known.
 * @throws an error of ioredis where it does not answer
 */
export async function durabilityOf(redis) {
    const [info, fsync, duringRewrites] = await Promise.all([
        redis.info(),
        settingOf(redis, 'appendfsync'),
        settingOf(redis, 'no-appendfsync-on-rewrite'),
    ]);
    const told = (name) => new RegExp(`^${name}:(\\S+)`, 'm').exec(info)?.[1] ?? null;
    const appendOnly = told('aof_enabled');
    const known = {
        version: told('redis_version'),
        append_only: appendOnly === null ? null : appendOnly === '1',
        fsync,
        eviction: told('maxmemory_policy'),
    };
    const more = [
        told('aof_last_write_status') === 'err' && WRITES_FAIL,
        known.append_only === true && fsync === null && NOT_TOLD,
        fsync === 'always' && duringRewrites === 'yes' && NOT_WHILE_REWRITING,
        Number(told('connected_slaves')) > 0 && REPLICAS,
    ];
    return { ...known, warnings: [...warningsOf(known), ...more.filter((each) => each !== false)] };
}
const settingOf = async (redis, name) => (await redis.config('GET', name).catch(() => []))[1] ?? null;
const WRITES_FAIL = 'Redis could not write its append-only file the last time: see its log and disk.';
const NOT_TOLD = 'Redis does not tell when its file is flushed. Unless that is always, a machine that loses power ' +
    'forgets tasks.';
const NOT_WHILE_REWRITING = 'Redis does not flush its file while it rewrites it. Set no-appendfsync-on-rewrite no.';
const REPLICAS = 'Redis has replicas: one that takes over may lack the last tasks that were accepted, and what they did.';
function warningsOf(known) {
    const { version, append_only: appendOnly, fsync, eviction } = known;
    const warnings = [];
    if (version !== null && isOlder(version, OLDEST_VERSION)) {
        warnings.push(`Redis ${version} is too old: ${OLDEST_VERSION} or newer is needed.`);
    }
    if (appendOnly === false) {
        warnings.push('Redis has no append-only file: when it ends, tasks accepted since its last snapshot are lost. ' +
            'Set appendonly yes.');
    }
    else if (fsync === 'everysec') {
        warnings.push('Redis flushes its file every second: a machine that loses power forgets the tasks of the last ' +
            'one. Set appendfsync always.');
    }
    else if (fsync === 'no') {
        warnings.push('Redis leaves it to the system when its file is flushed: a machine that loses power forgets the ' +
            'tasks of half a minute or so. Set appendfsync always.');
    }
    if (eviction !== null && eviction !== 'noeviction') {
        warnings.push(`Redis drops tasks when its memory is full (${eviction}). Set maxmemory-policy noeviction.`);
    }
    return warnings;
}
const isOlder = (version, than) => version.localeCompare(than, 'en', { numeric: true }) < 0;
//# sourceMappingURL=durability.js.map