import { ADVICE, classifyNoConnection } from '../classify.js';
import { notBegun } from '../failures.js';
import { property, stringOrNull } from '../json.js';
import { quotable } from '../words.js';
import { DeviceError } from './device.error.js';
const NETWORK_CODE = /\b(E[A-Z]{3,}[A-Z_]*|CERT_[A-Z_]+)\b/;
const PERMISSION = 'V1 gives this worker no permission to start runs. Run npm run pair on this machine, which makes a ' +
    'key for it and tells how to approve it in V1. A connection from the machine of V1 needs none, nor ' +
    'does one through an SSH tunnel to it, or V1_PROTOCOL=http.';
/** What V1 says against who we are, or what we ask for, and not against the token. */
const ABOUT_PERMISSION = /^PAIRING_REQUIRED$|DEVICE|^AUTH_SCOPE_MISMATCH$/;
const ENDPOINT = 'V1_URL or V1_WS_URL must point at an OpenClaw gateway.';
/** What it makes of a run that no connection to V1 came about. */
export function classifyNoLink(error, url, secret) {
    if (error instanceof DeviceError)
        return notBegun('v1_misconfigured', error.message);
    const message = stringOrNull(property(error, 'message')) ?? '';
    const words = quotable(message, secret);
    const details = property(error, 'details');
    const code = stringOrNull(property(details, 'code')) ?? '';
    if (code === 'AUTH_RATE_LIMITED')
        return notBegun('v1_unavailable', words);
    if (ABOUT_PERMISSION.test(code))
        return noPermission(words);
    if (code.startsWith('AUTH_'))
        return notBegun('v1_misconfigured', `${words}. ${ADVICE.token}`);
    if (code !== '' || /protocol mismatch/i.test(message)) {
        return notBegun('v1_misconfigured', `${words}. This version of OpenClaw is not spoken.`);
    }
    const v1Status = Number(property(details, 'httpStatus') ?? 0);
    if (v1Status > 0)
        return ofUpgrade(v1Status, words);
    // Some pass the system's error on by its message alone.
    const network = property(error, 'code') ?? NETWORK_CODE.exec(message)?.[1];
    return classifyNoConnection({ message, code: network }, url);
}
/** What V1's answer to a method makes of a run that this method was to begin. */
export function classifyRefusal(error, secret) {
    const words = quotable(stringOrNull(property(error, 'message')) ?? '', secret);
    if (/missing scope/i.test(words))
        return noPermission(words);
    if (property(error, 'gatewayCode') === 'UNAVAILABLE') {
        const ms = property(error, 'retryAfterMs');
        return notBegun('v1_unavailable', words, { retryAfterMs: typeof ms === 'number' ? ms : null });
    }
    return notBegun('v1_refused', words, { retryable: false });
}
export const noPermission = (words) => notBegun('v1_misconfigured', `${words}. ${PERMISSION}`);
const ofUpgrade = (v1Status, words) => v1Status === 429 || v1Status >= 500
    ? notBegun('v1_unavailable', words, { v1Status })
    : notBegun('v1_misconfigured', `${words}. ${ENDPOINT}`, { v1Status });
//# sourceMappingURL=link.errors.js.map