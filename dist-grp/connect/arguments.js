import { parseArgs } from 'node:util';
import { property, stringOrNull } from '../v1/json.js';
export const USAGE = `Connects OpenClaw V2 with your OpenClaw: finds it, looks whether V2 can use it, tries one call, and
writes V1_URL, V1_TOKEN and V1_AGENT_ID to .env.

  npm run connect [-- options]

  --yes             answer every question with yes; needed where there is no terminal to ask on
  --agent <id>      the agent of tasks that name none
  --no-call         do not try a call, which costs one call of the agent's model
  --profile <name>  the OpenClaw of that profile (openclaw --profile <name>)
  --url <url>       an OpenClaw elsewhere; its token is asked for, or taken from the variable V1_TOKEN
  --help            this

It reads OpenClaw's own openclaw.json and .env, and the variables OPENCLAW_CONFIG_PATH,
OPENCLAW_STATE_DIR, OPENCLAW_HOME, OPENCLAW_GATEWAY_URL, _PORT, _TOKEN and _PASSWORD, as OpenClaw does.
There is no option for the token: other users of a machine can read the arguments of its processes.

Exit codes: 0 written, or so already; 1 not found, not usable, or not wanted; 2 wrong options; 130 Ctrl-C.`;
/** The command line holds what this command does not understand. */
export class UsageError extends Error {
    code = 'usage';
    constructor(problem) {
        super(`${problem}\nnpm run connect -- --help tells what there is.`);
        this.name = 'UsageError';
    }
}
/** @throws UsageError */
export function readArguments(args) {
    const { help, yes, 'no-call': noCall, ...given } = parse(args);
    const { agent = null, profile = null, url = null } = given;
    if (profile !== null && !/^[a-z0-9][a-z0-9_-]{0,63}$/i.test(profile)) {
        throw new UsageError('--profile takes a name of letters, digits, dashes and underscores.');
    }
    if (profile !== null && url !== null)
        throw new UsageError('--profile and --url exclude each other.');
    return { help, yes, call: !noCall, agent, profile, url: url === null ? null : baseUrl(url) };
}
function parse(args) {
    try {
        const { values } = parseArgs({
            args: [...args],
            options: {
                help: { type: 'boolean', default: false, short: 'h' },
                yes: { type: 'boolean', default: false, short: 'y' },
                'no-call': { type: 'boolean', default: false },
                agent: { type: 'string' },
                profile: { type: 'string' },
                url: { type: 'string' },
            },
        });
        return values;
    }
    catch (error) {
        // Not repeated: somebody may have tried to hand the token over.
        const option = /'(-{1,2}[a-z][a-z-]*)/i.exec(stringOrNull(property(error, 'message')) ?? '')?.[1];
        throw new UsageError(option === undefined
            ? 'The options cannot be understood.'
            : `The option ${option} is not known, or lacks its value.`);
    }
}
/** The base URL without a slash at its end; OpenClaw's own clients write it as ws:// or wss://. */
function baseUrl(text) {
    const url = URL.parse(text.replace(/^ws(s?):/i, 'http$1:'));
    if (!url || !/^https?:$/.test(url.protocol))
        throw new UsageError('--url takes http:// or https://.');
    if (url.username !== '' || url.password !== '') {
        throw new UsageError('--url takes no user and password: the token is asked for.');
    }
    return url.origin + url.pathname.replace(/\/+$/, '');
}
//# sourceMappingURL=arguments.js.map