import { ConfigError } from '../config/config.error.js';
import { readConfig } from '../config/config.module.js';
import { NoRedisError } from './redis.install.js';
import { StartFailedError, StoppedError, System } from './system.js';
const NAME_WIDTH = 'launcher'.length;
const print = (source, line) => {
    console.log(`${source.padEnd(NAME_WIDTH)} | ${line}`);
};
/**
 * Brings up the whole system on this machine and keeps it up until SIGINT or SIGTERM, then takes it
 * down in order; a second signal ends everything at once. Exit codes: 0 stopped, 1 did not start.
 */
export async function launch() {
    let system;
    try {
        system = new System(await readConfig(), print);
        stopWhenTold(system);
        welcome(await system.start());
    }
    catch (error) {
        // Whoever told it to stop sees to the rest.
        if (error instanceof StoppedError)
            return;
        const told = [ConfigError, NoRedisError, StartFailedError].some((t) => error instanceof t);
        console.error(told && error instanceof Error ? `\n${error.message}\n` : error);
        await system?.stop();
        process.exit(1);
    }
}
function stopWhenTold(system) {
    let stopping = false;
    const stop = () => {
        if (stopping) {
            system.kill();
            process.exit(1);
        }
        stopping = true;
        print('launcher', 'Stopping when the runs have ended; once more to stop at once.');
        void system.stop().then(() => process.exit(0));
    };
    // SIGHUP: the terminal is gone. So is whoever read the output when that can be written no more.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
        process.on(signal, stop);
    process.stdout.on('error', () => {
        if (!stopping)
            stop();
    });
}
function welcome({ gateway, redis, v1, simulated, openClaw, needsKey }) {
    const curl = `curl -s${needsKey ? ` -H 'authorization: Bearer <one of API_KEYS>'` : ''} ${gateway}`;
    const lines = [
        '',
        'OpenClaw V2 is up.',
        '',
        `  Console  ${gateway}/console/`,
        `  API      ${gateway}`,
        `  Docs     ${gateway}/docs`,
        `  Redis    ${redis}`,
        simulated
            ? '  V1       SIMULATED: the answers are made up. For yours: npm run connect'
            : `  V1       ${v1}`,
        ...(openClaw === null ? [] : [`           An OpenClaw answers at ${openClaw}`]),
        '',
        'Try it:',
        '',
        `  ${curl}/tasks -H 'content-type: application/json' -d '{"content":"Hello"}'`,
        `  ${curl}/tasks/<task_id>`,
        '',
        'Ctrl-C stops everything.',
        '',
    ];
    console.log(lines.join('\n'));
}
//# sourceMappingURL=launch.js.map