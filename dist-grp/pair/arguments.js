import { parseArgs } from 'node:util';
export const USAGE = `Pairs this machine with an OpenClaw on another one, which gives permissions to devices it knows. It
makes a key, asks OpenClaw to take it, and waits until that is approved on OpenClaw's machine.

  npm run pair [-- options]

  --wait <seconds>  how long to wait for the approval (600); with 0, nothing is waited for
  --help            this

It reads the settings that workers read: V1_WS_URL (or V1_URL), V1_TOKEN, and V1_DEVICE_FILE, which is
where the key is kept. It asks for operator.read and operator.write, as workers do, and for no more.
Run it as the user that workers run as.

Exit codes: 0 paired, or so already; 1 not; 2 wrong options; 130 Ctrl-C.`;
const MS_PER_SECOND = 1_000;
/** The command line holds what this command does not understand. */
export class UsageError extends Error {
    code = 'usage';
    constructor(problem) {
        super(`${problem}\nnpm run pair -- --help tells what there is.`);
        this.name = 'UsageError';
    }
}
/** @throws UsageError */
export function readArguments(args) {
    const { help, wait } = parse(args);
    if (!/^\d{1,6}$/.test(wait))
        throw new UsageError('--wait takes a whole number of seconds.');
    return { help, waitMs: Number(wait) * MS_PER_SECOND };
}
function parse(args) {
    try {
        const { values } = parseArgs({
            args: [...args],
            options: {
                help: { type: 'boolean', default: false, short: 'h' },
                wait: { type: 'string', default: '600' },
            },
        });
        return values;
    }
    catch {
        // Not repeated: somebody may have tried to hand the token over.
        throw new UsageError('The options cannot be understood.');
    }
}
//# sourceMappingURL=arguments.js.map