import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from '../config/child.environment.js';
/** One process of the system, in a process group of its own so that Ctrl-C reaches the launcher alone. */
export class Child {
    process;
    /** Resolves with the exit code, or the signal, once the process is gone. */
    exited;
    constructor({ entry, env, log }) {
        this.process = fork(fileURLToPath(new URL(`../${entry}.js`, import.meta.url)), {
            detached: true,
            env: childEnvironment(env),
            stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        });
        this.exited = new Promise((resolve) => {
            this.process.once('exit', (code, signal) => {
                resolve(code ?? signal ?? 'unknown');
            });
        });
        for (const stream of [this.process.stdout, this.process.stderr]) {
            if (stream)
                createInterface(stream).on('line', log);
        }
    }
    /** Waits until it serves. @returns its URL, or null where it ended before */
    async ready() {
        const told = once(this.process, 'message').then(([message]) => message.readyAt);
        return Promise.race([told, this.exited.then(() => null)]);
    }
    /** Asks it to close and waits until it did; ends it where that takes longer than `ms`. */
    async stop(ms) {
        this.process.kill('SIGTERM');
        const overdue = setTimeout(() => {
            this.kill();
        }, ms);
        await this.exited;
        clearTimeout(overdue);
    }
    kill() {
        this.process.kill('SIGKILL');
    }
}
//# sourceMappingURL=child.js.map