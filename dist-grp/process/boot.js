import { Logger } from '@nestjs/common';
import { ConfigError } from '../config/config.error.js';
import { readConfig } from '../config/config.module.js';
import { RedisUnreachableError } from '../redis/redis.connections.js';
import { PortTakenError } from './listen.js';
const EXIT_FAILED_TO_START = 1;
const EXIT_FAILED_TO_STOP = 1;
/** How much longer than its drain a process may take to close before it ends all the same, in ms. */
const CLOSE_GRACE_MS = 15_000;
/** What shells answer for a process that a signal ended: 128 plus the signal's number. */
const EXIT_BY_SIGNAL = { SIGINT: 130, SIGTERM: 143 };
/**
 * Runs an entry file: starts the app and closes it on SIGINT or SIGTERM, or when the launcher that
 * started this process is gone. Exit codes: 0 closed in good order, 1 could not start or close in time; a
 * second signal ends the process at once with 128 plus its number.
 *
 * What an operator can mend is told without a stack trace.
 */
export async function boot(start) {
    try {
        // Before Nest starts: it would print what the configuration lacks as a crash of its own.
        const { drainTimeoutMs } = await readConfig();
        const app = await start();
        surviveStrayRejections();
        closeWhenTold(app, drainTimeoutMs + CLOSE_GRACE_MS);
        const ready = { readyAt: await app.getUrl() };
        process.send?.(ready);
    }
    catch (error) {
        console.error(tellsEnough(error) ? `\n${error.message}\n` : error);
        process.exit(EXIT_FAILED_TO_START);
    }
}
/** Whether the message says all there is to know. */
const tellsEnough = (error) => [ConfigError, RedisUnreachableError, PortTakenError].some((type) => error instanceof type);
/**
 * A rejection that nobody waits for is a mistake, ours or a library's, and is logged as one; but it
 * is no reason to end a process that holds other people's runs.
 */
function surviveStrayRejections() {
    const logger = new Logger('Process');
    process.on('unhandledRejection', (reason) => {
        logger.error({ err: reason }, 'A promise was rejected and nobody waited for it');
    });
}
function closeWhenTold(app, withinMs) {
    let closing = false;
    const close = () => {
        closing = true;
        // Nobody may be left to end a process whose Redis went away while it closed.
        setTimeout(() => {
            console.error(`Not closed within ${withinMs} ms: it ends all the same.`);
            process.exit(EXIT_FAILED_TO_STOP);
        }, withinMs).unref();
        app.close().then(() => process.exit(0), (error) => {
            console.error(error);
            process.exit(EXIT_FAILED_TO_STOP);
        });
    };
    for (const signal of ['SIGINT', 'SIGTERM']) {
        process.on(signal, () => {
            if (closing)
                process.exit(EXIT_BY_SIGNAL[signal]);
            close();
        });
    }
    process.on('disconnect', () => {
        if (!closing)
            close();
    });
}
//# sourceMappingURL=boot.js.map