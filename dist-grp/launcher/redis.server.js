import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, realpathSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { provideRedisBinary } from './redis.install.js';
/** How long whatever listens on the port may take to tell what it is, in ms. */
const PROBE_MS = 1_500;
const STOP_DEADLINE_MS = 60_000;
const POLL_MS = 20;
/** How soon a Redis that is still there is told again to end, in ms. */
const ASK_AGAIN_MS = 1_000;
const KEPT_OUTPUT_CHARACTERS = 1_000;
/**
 * Starts a Redis on loopback that keeps what it accepts: append-only file, flushed to disk before a
 * write is answered, nothing evicted. Waits until it has loaded its data, however long that takes.
 * @throws NoRedisError where there is none; Error if it does not come up
 */
export async function startRedisServer(options) {
    const { port, dataDir, log, signal } = options;
    const binary = provideRedisBinary(log);
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const settings = {
        port: String(port),
        bind: '127.0.0.1',
        dir: dataDir,
        appendonly: 'yes',
        appendfsync: 'always',
        'maxmemory-policy': 'noeviction',
        save: '',
        daemonize: 'no',
    };
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
    // A group of its own: Ctrl-C must not end it before those who still write to it.
    const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const stop = () => child.kill('SIGTERM');
    signal?.addEventListener('abort', stop, { once: true });
    const exited = once(child, 'exit').then(([code, by]) => code ?? by ?? 'unknown');
    await untilReady(child, port, rememberLastLines(child));
    signal?.removeEventListener('abort', stop);
    return serverOf(child.pid ?? 0, exited);
}
/**
 * Takes over the Redis that an earlier start left running on this data: its launcher was killed.
 * @returns null where there is none, or none that says so soon
 */
export async function adoptRedisServer(port, dataDir) {
    const redis = new Redis({
        host: '127.0.0.1',
        port,
        lazyConnect: true,
        retryStrategy: null,
        connectTimeout: PROBE_MS,
        commandTimeout: PROBE_MS,
    });
    redis.on('error', () => undefined);
    // Not our child: that it ends shows by the end of this connection.
    const exited = new Promise((resolve) => {
        redis.once('end', () => {
            resolve('gone');
        });
    });
    try {
        const overdue = once(AbortSignal.timeout(2 * PROBE_MS), 'abort').then(() => {
            throw new Error('It does not say what it is.');
        });
        const pid = await Promise.race([pidOfOurs(redis, dataDir), overdue]);
        return serverOf(pid, exited);
    }
    catch {
        redis.disconnect();
        return null;
    }
}
/** @throws Error where the server's data is elsewhere */
async function pidOfOurs(redis, dataDir) {
    await redis.connect();
    const [, dir] = await redis.config('GET', 'dir');
    if (dir !== realpathSync(dataDir))
        throw new Error('It is another one.');
    return Number(/^process_id:(\d+)/m.exec(await redis.info('server'))?.[1]);
}
function serverOf(pid, exited) {
    let gone = false;
    void exited.then(() => {
        gone = true;
    });
    return {
        pid,
        exited,
        stop: async () => {
            // A process id that is free again may be anybody's.
            if (gone || !signalTo(pid, 'SIGTERM'))
                return;
            const began = performance.now();
            for (let asked = began; signalTo(pid, 0) && performance.now() - began < STOP_DEADLINE_MS;) {
                await delay(POLL_MS);
                if (performance.now() - asked < ASK_AGAIN_MS)
                    continue;
                // It may have refused: it does not end while it writes its append-only file for the first time.
                signalTo(pid, 'SIGTERM');
                asked = performance.now();
            }
        },
    };
}
/** @returns whether there is such a process */
function signalTo(pid, signal) {
    try {
        return process.kill(pid, signal);
    }
    catch {
        return false;
    }
}
/** Keeps the last lines a process prints, for the case that it fails. */
function rememberLastLines(child) {
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding('utf8').on('data', (chunk) => {
            text = (text + chunk).slice(-KEPT_OUTPUT_CHARACTERS);
        });
    }
    return () => text.trim();
}
/** Waits until the server answers and has loaded its data. @throws Error if it ends before */
async function untilReady(child, port, lastLines) {
    const probe = new Redis({ host: '127.0.0.1', port, retryStrategy: () => 50 });
    probe.on('error', () => undefined);
    const ready = new Promise((resolve) => {
        probe.once('ready', resolve);
    });
    const ended = once(child, 'exit').then(() => {
        throw new Error(`Redis ended at once. It said:\n${lastLines()}`);
    });
    try {
        await Promise.race([ready, ended]);
    }
    finally {
        ended.catch(() => undefined);
        probe.disconnect();
    }
}
//# sourceMappingURL=redis.server.js.map