import { mayHaveBegun, notBegun, outcomeUnknown } from './failures.js';
import { property, stringOrNull } from './json.js';
import { retryAfterMs } from './retry-after.js';
/** What an operator has to set right. */
export const ADVICE = {
    token: 'Set V1_TOKEN to the token of the OpenClaw gateway (gateway.auth.token).',
    endpoint: 'V1_URL must point at an OpenClaw gateway whose configuration has ' +
        'gateway.http.endpoints.chatCompletions.enabled set to true.',
    proxy: 'A proxy between this worker and V1 adds forwarding headers: point V1_URL straight at the ' +
        'gateway, or name the proxy in gateway.trustedProxies of OpenClaw.',
};
/** What an answer that is no event stream makes of the run. `now` is in ms since 1970. */
export function classifyAnswer(answer, now) {
    const v1Status = answer.status;
    const words = answer.message || `V1 answered with status ${v1Status}.`;
    const advice = adviceFor(answer);
    if (advice !== null) {
        return notBegun('v1_misconfigured', `${sentence(words)} ${advice}`, { v1Status });
    }
    if (v1Status === 429 || v1Status === 503) {
        return notBegun('v1_unavailable', words, {
            v1Status,
            retryAfterMs: retryAfterMs(answer.retryAfter, now),
        });
    }
    if (isRefusal(answer))
        return notBegun('v1_refused', words, { v1Status, retryable: false });
    if (v1Status === 408 || v1Status >= 500)
        return outcomeUnknown(sentence(words), v1Status);
    if (v1Status === 200) {
        const type = answer.mediaType || 'an answer without a content type';
        return outcomeUnknown(`V1 answered with ${type} instead of an event stream.`, v1Status);
    }
    return mayHaveBegun('v1_error', words, { v1Status });
}
/** What the operator has to set right before any run can begin; `null`: nothing. */
function adviceFor({ status, errorType, mediaType }) {
    // The other 401, `authentication_error`, is that of V1's own model provider.
    if (status === 401 && (errorType === 'unauthorized' || errorType === null))
        return ADVICE.token;
    if (status === 403 && errorType === 'proxy_attribution_required')
        return ADVICE.proxy;
    if (status === 404 && mediaType === 'text/plain')
        return ADVICE.endpoint;
    return null;
}
const isRefusal = ({ status, errorType }) => status === 400 || status === 413 || (status === 401 && errorType === 'authentication_error');
/** What it makes of the run that no connection to V1 came about. */
export function classifyNoConnection(error, url) {
    const code = networkCode(error);
    if (code === 'ECONNREFUSED') {
        return notBegun('v1_unavailable', `Nothing listens at ${url} (ECONNREFUSED).${portHint(url)}`);
    }
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
        return notBegun('v1_unavailable', `The host of V1_URL, ${url}, was not found (${code}).`);
    }
    return notBegun('v1_unavailable', `No connection to V1 at ${url}: ${sentence(said(error))}`);
}
/** What it makes of the run that the connection broke before the answer was complete. */
export const classifyBroken = (error) => outcomeUnknown(`The connection to V1 broke: ${sentence(said(error))}`);
const portHint = (url) => new URL(url).port === '18790'
    ? " OpenClaw's own default port is 18789: set V1_URL if it listens there."
    : '';
/** An error of several addresses (localhost is two) has an empty message, only a code. */
function said(error) {
    const message = stringOrNull(property(error, 'message')) ?? '';
    // undici's words for a chunked answer that was cut off.
    if (message.includes('Invalid EOF state'))
        return 'V1 closed it in the middle of its answer';
    return message === '' ? (networkCode(error) ?? 'unknown error') : message;
}
const networkCode = (error) => stringOrNull(property(error, 'code'));
const sentence = (text) => (/[.!?…]$/.test(text) ? text : `${text}.`);
//# sourceMappingURL=classify.js.map