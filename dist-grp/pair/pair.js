import { ConfigError } from '../config/config.error.js';
import { readConfig } from '../config/config.module.js';
import { deviceToPair } from '../v1/socket/device.access.js';
import { DeviceError } from '../v1/socket/device.error.js';
import { DeviceFile } from '../v1/socket/device.file.js';
import { GatewayLink } from '../v1/socket/gateway.link.js';
import { untilApproved } from './approval.js';
import { readArguments, USAGE, UsageError } from './arguments.js';
import { PairError } from './pair.error.js';
const PAIRED = 0;
const NOT_PAIRED = 1;
const WRONG_ARGUMENTS = 2;
/** Pause between two tries, in ms. */
const EVERY_MS = 2_000;
const say = (line) => {
    console.log(line);
};
/**
 * Pairs this machine with the configured OpenClaw: makes a key where there is none, connects as a worker
 * does, and waits for the approval that OpenClaw asks for.
 * @returns the exit code: 0 paired or so already, 1 not, 2 wrong arguments
 */
export async function pair(args) {
    try {
        const { help, waitMs } = readArguments(args);
        if (help)
            say(USAGE);
        else
            await pairWithin(waitMs, await readConfig());
        return PAIRED;
    }
    catch (error) {
        const told = [UsageError, PairError, DeviceError, ConfigError];
        if (!(error instanceof Error) || !told.some((type) => error instanceof type))
            throw error;
        console.error(`\n${error.message}`);
        return error instanceof UsageError ? WRONG_ARGUMENTS : NOT_PAIRED;
    }
}
async function pairWithin(waitMs, config) {
    refuseUnfit(config);
    const file = new DeviceFile(config.v1DeviceFile);
    const known = file.read();
    const { identity } = known ?? file.create();
    say(`OpenClaw at ${config.v1WsUrl}`);
    say(`  Device    ${identity.deviceId}`);
    say(`  Key       ${file.path} (${known ? 'as it is' : 'new, readable for you alone'})`);
    const link = new GatewayLink({
        withDetails: false,
        url: config.v1WsUrl,
        token: config.v1Token,
        connectMs: config.v1ConnectTimeoutMs,
        device: deviceToPair(file, config.v1WsUrl),
    });
    try {
        const patience = { waitMs, everyMs: EVERY_MS };
        const wasAsked = await untilApproved(() => link.ready(), patience, say);
        tellEnd(wasAsked, link.permissions, config);
    }
    finally {
        await link.close();
    }
}
/** Before the token is sent anywhere, and before a key is made that is of no use. */
function refuseUnfit(config) {
    if (config.v1Unconfigured) {
        throw new PairError('unconfigured', 'Which OpenClaw? Set V1_URL (or V1_WS_URL) and V1_TOKEN, in .env or in the environment;', 'npm run connect writes them.');
    }
    if (config.v1WsIsPlainAndForeign) {
        throw new PairError('plain_text', `${config.v1WsUrl} would show the token to the network between. Let V1_WS_URL begin with wss://,`, 'or come through an SSH tunnel, which needs no pairing:', '', '  ssh -N -L 18789:127.0.0.1:18789 <user>@<host of OpenClaw>', '', 'with V1_WS_URL=ws://127.0.0.1:18789');
    }
}
function tellEnd(wasAsked, permissions, config) {
    say('');
    // One that comes from OpenClaw's own machine is taken as it is.
    say(wasAsked ? 'Paired.' : 'Paired already, or not in need of it: OpenClaw takes this device.');
    say(`  It may    ${permissions.join(', ')}`);
    say(config.v1Protocol === 'ws'
        ? 'Workers that can read this key connect with it from now on.'
        : 'Workers that can read this key use it once V1_PROTOCOL is ws, and now it is http.');
}
//# sourceMappingURL=pair.js.map