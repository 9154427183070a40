import { property } from '../v1/json.js';
import { V1_SIMULATOR_HEADER } from './simulator/v1.simulator.js';
/** OpenClaw's own default, and the next one, which our documentation uses. */
const USUAL_PORTS = [18_789, 18_790];
/** How long one has to answer, in ms. Starting must not wait for longer. */
const PATIENCE_MS = 500;
/**
 * Looks for an OpenClaw on this machine, by its own health answer; that asks for no token. Takes no
 * longer than half a second and never throws.
 * @returns the URL of the first that answers, null where none does
 */
export async function findOpenClaw(ports = USUAL_PORTS) {
    const urls = ports.map((port) => `http://127.0.0.1:${port}`);
    const found = await Promise.all(urls.map(isOpenClaw));
    return urls.find((_, index) => found[index]) ?? null;
}
async function isOpenClaw(url) {
    try {
        const response = await fetch(`${url}/healthz`, {
            redirect: 'error',
            signal: AbortSignal.timeout(PATIENCE_MS),
        });
        const health = await response.json();
        const isReal = !response.headers.has(V1_SIMULATOR_HEADER);
        return isReal && property(health, 'ok') === true && property(health, 'status') === 'live';
    }
    catch {
        return false;
    }
}
//# sourceMappingURL=openclaw.finder.js.map