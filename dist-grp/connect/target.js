import { findOpenClaw } from '../launcher/openclaw.finder.js';
import { ConnectError } from './connect.error.js';
import { defaultAgentOf } from './openclaw.agents.js';
import { readOpenClawConfig } from './openclaw.config.js';
import { openClawEnvironment } from './openclaw.environment.js';
import { configuredGateway } from './openclaw.gateway.js';
import { locateOpenClaw, withProfile } from './openclaw.location.js';
/**
 * Finds the gateway: the one that was named, else the one that OpenClaw's configuration on this
 * machine tells of, else one that answers on OpenClaw's usual ports.
 * @throws ConnectError
 */
export async function findTarget({ url, profile }, processEnv, dialogue) {
    if (url !== null)
        return withoutConfig(url, processEnv, dialogue);
    const env = profile === null ? processEnv : withProfile(processEnv, profile);
    const { configPath, envPaths } = locateOpenClaw(env);
    const config = await readOpenClawConfig(configPath);
    const all = await openClawEnvironment(env, envPaths, config);
    if (config === null && !all.OPENCLAW_GATEWAY_URL) {
        dialogue.say(`OpenClaw's configuration is not at ${configPath}.`);
        const found = await findOpenClaw();
        if (found === null)
            throw notFound();
        dialogue.say(`But an OpenClaw answers at ${found}.`);
        return withoutConfig(found, processEnv, dialogue);
    }
    const gateway = configuredGateway(config, all);
    dialogue.say(`OpenClaw's configuration: ${config === null ? 'none' : configPath}`);
    dialogue.say(`  Gateway   ${gateway.url} (${gateway.urlFrom})`);
    const token = await tokenOf(gateway.secret, processEnv, dialogue);
    return { url: gateway.url, token, defaultAgent: defaultAgentOf(config) };
}
async function withoutConfig(url, env, dialogue) {
    dialogue.say(`OpenClaw at ${url}`);
    return { url, token: await askedToken(env, dialogue), defaultAgent: null };
}
async function tokenOf(secret, env, dialogue) {
    if (secret === null) {
        dialogue.say('  Token     none in its configuration');
        return null;
    }
    if (secret.value !== null) {
        dialogue.say(`  Token     ${concealed(secret.value)} (${secret.from})`);
        return secret.value;
    }
    dialogue.say(`  Token     ${secret.from} does not show it: ${secret.why}`);
    const token = await askedToken(env, dialogue);
    if (token !== null)
        return token;
    throw new ConnectError('token_unknown', `The token of OpenClaw is not known: ${secret.why}.`, 'Put it into the variable V1_TOKEN of this command, or answer on a terminal.');
}
/** The token from V1_TOKEN, else from the keyboard. @returns null where there is none */
async function askedToken(env, dialogue) {
    const given = env.V1_TOKEN?.trim();
    if (given) {
        dialogue.say(`  Token     ${concealed(given)} (V1_TOKEN)`);
        return given;
    }
    const typed = await dialogue.askHidden('  Its token (not shown): ');
    return typed === '' ? null : typed;
}
/** What may be shown of a secret. */
export const concealed = (secret) => `${secret.length} characters, not shown`;
const notFound = () => new ConnectError('no_openclaw', 'No OpenClaw was found on this machine, and none answers on port 18789 or 18790.', 'If its configuration is elsewhere, set OPENCLAW_CONFIG_PATH, or name its profile: --profile <name>.', 'If OpenClaw runs elsewhere:  npm run connect -- --url http://<host>:18789', 'If there is none yet:        npm install -g openclaw && openclaw onboard');
//# sourceMappingURL=target.js.map