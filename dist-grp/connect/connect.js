import { join } from 'node:path';
import { AppConfig } from '../config/app.config.js';
import { childEnvironment } from '../config/child.environment.js';
import { ConfigError } from '../config/config.error.js';
import { readArguments, USAGE, UsageError } from './arguments.js';
import { ConnectError } from './connect.error.js';
import { Dialogue } from './dialogue.js';
import { readEnvFile, settingsOf } from './env.file.js';
import { offerToWrite } from './env.step.js';
import { GatewayChecks } from './gateway.checks.js';
import { findTarget } from './target.js';
import { tryCall } from './trial.call.js';
const WRITTEN = 0;
const NOT_WRITTEN = 1;
const WRONG_ARGUMENTS = 2;
const ENABLE = 'config set gateway.http.endpoints.chatCompletions.enabled true';
/**
 * Connects V2 with an OpenClaw: finds it, checks it, tries a call, and after a yes writes `.env` in
 * the working directory.
 * @returns the exit code: 0 written or so already, 1 not, 2 wrong arguments
 */
export async function connect(args) {
    try {
        const options = readArguments(args);
        if (!options.help)
            return await connectWith(options);
        console.log(USAGE);
        return WRITTEN;
    }
    catch (error) {
        const told = [UsageError, ConnectError, ConfigError].some((type) => error instanceof type);
        if (!told || !(error instanceof Error))
            throw error;
        console.error(`\n${error.message}`);
        return error instanceof UsageError ? WRONG_ARGUMENTS : NOT_WRITTEN;
    }
}
async function connectWith(options) {
    const dialogue = new Dialogue(options.yes);
    // What this process was started with: .env itself is not in it.
    const env = childEnvironment({});
    const envPath = join(process.cwd(), '.env');
    const target = await findTarget(options, env, dialogue);
    const access = { V1_URL: target.url, V1_TOKEN: target.token ?? '' };
    // Before the token is sent anywhere.
    if (configOf(access).v1IsPlainAndForeign) {
        dialogue.say('  Take care: http:// to another machine shows the token to the network between.');
    }
    const agents = await check(target, options, dialogue);
    const { V1_AGENT_ID: agentSoFar } = settingsOf(await readEnvFile(envPath));
    const wishes = [agentSoFar, target.defaultAgent];
    const agent = await chooseAgent(agents, wishes, options, dialogue);
    const settings = { ...access, V1_AGENT_ID: agent };
    await offerCall(configOf(settings), options, dialogue);
    const written = await offerToWrite(envPath, settings, env, dialogue);
    return written ? WRITTEN : NOT_WRITTEN;
}
/** @throws ConfigError where our processes could not use these settings */
const configOf = (settings) => new AppConfig((name) => settings[name]);
async function check(target, { profile }, dialogue) {
    const gateway = new GatewayChecks(target.url, target.token);
    const version = await gateway.version();
    dialogue.say(`  State     ready${version === null ? '' : `, OpenClaw ${version}`}`);
    const command = `openclaw ${profile === null ? '' : `--profile ${profile} `}${ENABLE}`;
    const enabled = await gateway.offersChatCompletions();
    dialogue.say(`  Endpoint  chat completions are ${enabled ? 'enabled' : 'not enabled'}`);
    if (!enabled) {
        throw new ConnectError('endpoint_disabled', 'V2 calls OpenClaw by its chat completions, which are off unless enabled. This line does it, where', 'that OpenClaw is installed (it needs no restart); then run npm run connect again:', '', `  ${command}`);
    }
    const agents = await gateway.agents();
    dialogue.say(`  Agents    ${agents.join(', ')}`);
    return agents;
}
/** The agent of tasks that name none. `wishes` are what others have said before, the first counts most. */
async function chooseAgent(agents, wishes, { agent }, dialogue) {
    const list = agents.join(', ');
    if (agent !== null) {
        if (agents.includes(agent))
            return agent;
        throw new ConnectError('no_agent', `OpenClaw has no agent ${agent}. There is: ${list}`);
    }
    const [first, ...others] = agents;
    if (first !== undefined && others.length === 0)
        return first;
    const preset = [...wishes, 'main'].find((wish) => wish && agents.includes(wish)) ?? null;
    const chosen = await dialogue.choose('Which agent runs tasks that name none?', agents, preset);
    if (chosen !== null)
        return chosen;
    throw new ConnectError('no_agent', `Say which agent: --agent <id>. There is: ${list || 'none'}`);
}
async function offerCall(config, options, dialogue) {
    if (!options.call)
        return;
    const agent = config.v1AgentId;
    dialogue.say();
    dialogue.say(`One call shows whether it works: agent ${agent} is asked for a word, which costs a call of its`);
    dialogue.say('model.');
    if ((await dialogue.confirm('Try it?')) !== true) {
        dialogue.say('  Not tried.');
        return;
    }
    const { text, ms, usage } = await tryCall(config);
    const tokens = usage === null ? '' : `, ${usage.total_tokens} tokens`;
    dialogue.say(`  Answer    ${text} (${(ms / 1000).toFixed(1)} s${tokens})`);
}
//# sourceMappingURL=connect.js.map