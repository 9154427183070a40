import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
/** The newer name first; OpenClaw goes on using what an older version left. */
const STATE_DIRS = ['.openclaw', '.clawdbot'];
const CONFIG_FILES = ['openclaw.json', 'clawdbot.json'];
const DEV_PORT = '19001';
/** The environment that `openclaw --profile <name>` gives itself. */
export function withProfile(env, profile) {
    const suffix = profile.toLowerCase() === 'default' ? '' : `-${profile}`;
    const stateDir = set(env.OPENCLAW_STATE_DIR) ?? join(homeOf(env), `.openclaw${suffix}`);
    return {
        ...env,
        OPENCLAW_PROFILE: profile,
        OPENCLAW_STATE_DIR: stateDir,
        OPENCLAW_CONFIG_PATH: set(env.OPENCLAW_CONFIG_PATH) ?? join(stateDir, 'openclaw.json'),
        ...(profile === 'dev' && {
            OPENCLAW_GATEWAY_PORT: set(env.OPENCLAW_GATEWAY_PORT) ?? DEV_PORT,
        }),
    };
}
/** Looks where OpenClaw itself looks, in its order. */
export function locateOpenClaw(env) {
    const home = homeOf(env);
    const inHome = (path) => resolve(path.replace(/^~(?=$|[\\/])/, () => home));
    const stateDir = set(env.OPENCLAW_STATE_DIR);
    const explicit = set(env.OPENCLAW_CONFIG_PATH);
    const defaultDir = join(home, '.openclaw');
    const dirs = [
        ...(stateDir ? [inHome(stateDir)] : []),
        ...STATE_DIRS.map((dir) => join(home, dir)),
    ];
    const candidates = dirs.flatMap((dir) => CONFIG_FILES.map((file) => join(dir, file)));
    const fallback = join(dirs[0] ?? defaultDir, 'openclaw.json');
    const configPath = explicit ? inHome(explicit) : (candidates.find(existsSync) ?? fallback);
    const envDir = stateDir ? inHome(stateDir) : explicit ? dirname(configPath) : defaultDir;
    return {
        configPath,
        envPaths: [
            join(envDir, '.env'),
            ...(stateDir && envDir !== defaultDir ? [] : [join(home, '.config/openclaw/gateway.env')]),
        ],
    };
}
function homeOf(env) {
    const home = set(env.HOME) ?? set(env.USERPROFILE) ?? homedir();
    const ours = set(env.OPENCLAW_HOME) ?? home;
    return resolve(ours.replace(/^~(?=$|[\\/])/, () => home));
}
/** A variable's value; blank ones, and what a careless script makes of a missing one, are none. */
function set(value) {
    const text = value?.trim();
    return text === '' || text === 'undefined' || text === 'null' ? undefined : text;
}
//# sourceMappingURL=openclaw.location.js.map