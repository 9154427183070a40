import { PROBLEMS } from '../problem.catalogue.js';
import { unknownField } from '../validation.js';
/** What `/v1/*` answers with and no problem document does; `code` is stable. */
export class OpenAiError extends Error {
    status;
    code;
    param;
    /** @param status of HTTP */
    constructor(status, code, message, param = null) {
        super(message);
        this.status = status;
        this.code = code;
        this.param = param;
        this.name = 'OpenAiError';
    }
}
/** How long a client waits before it tries again, in s. */
const RETRY_AFTER_S = 1;
/** After these nothing was stored for certain, so that the same may be sent again. */
const NOTHING_STORED = new Set(['queue_full', 'too_many_waiters']);
/** Statuses that a client of OpenAI's has a class of errors for; every other of 400 and above, too. */
const TYPES = {
    401: 'authentication_error',
    403: 'permission_error',
    429: 'rate_limit_error',
};
/** Whether a request is for an address that speaks as OpenAI does. */
export const speaksOpenAi = ({ routeOptions, url }) => /^\/v1(?=$|[/?])/.test(routeOptions.url ?? url);
const OF_TASK = /\btask ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b/gi;
/** OpenAI has what tasks have in `sampling` at the top of its bodies. */
const paramOf = (field) => field.replace(/^sampling\./, '').replace(/\.(\d+)/g, '[$1]');
/** The same problem as an error of OpenAI's, which knows tasks as responses. */
export function toOpenAiError({ code, detail, errors }) {
    const [first] = errors ?? [];
    const isUnknown = first?.message === unknownField(first?.field ?? '');
    const param = first ? paramOf(first.field) : null;
    const message = isUnknown
        ? `Unsupported parameter: '${param}'. What is honoured stands in docs/openai.md.`
        : (first?.message ?? detail.replace(OF_TASK, 'response resp_$1'));
    return new OpenAiError(PROBLEMS[code].status, code, message, param);
}
/**
 * How a task that did not complete is told: with the status that V1 gave where it gave one.
 * @param task that failed or was cancelled
 */
export function errorOf({ id, error }) {
    if (!error)
        return new OpenAiError(409, 'task_cancelled', `Task ${id} was cancelled.`);
    return new OpenAiError(statusOf(error), error.code, error.message);
}
function statusOf({ code, v1Status }) {
    if (code === 'timeout' || code === 'expired')
        return 504;
    return v1Status !== null && v1Status >= 400 ? v1Status : 502;
}
/** The gateway stops while somebody waits. */
export const stopping = (taskId) => new OpenAiError(503, 'gateway_stopping', `The gateway stops. The task goes on: fetch it as GET /v1/responses/resp_${taskId} or /tasks/${taskId}.`);
/** The store does not answer any more since it stored a task. */
export const stored = (taskId) => new OpenAiError(503, 'store_unavailable', 'The task store does not answer at the moment. The task is stored: fetch it as GET ' +
    `/v1/responses/resp_${taskId} or /tasks/${taskId}.`);
/** What a task had said while somebody followed it does not count any more. */
export const startedAnew = () => new OpenAiError(502, 'task_restarted', 'What was said does not count any more: it is being said anew.');
export const bodyOf = ({ status, code, message, param }) => ({
    error: {
        message,
        type: TYPES[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error'),
        param,
        code,
    },
});
/**
 * Answers with an error of OpenAI's. OpenAI's clients repeat many failed calls by themselves, which
 * would run the agent again: they are told not to wherever a task was or may have been stored.
 */
export function sendOpenAiError({ method, routeOptions }, reply, error) {
    const { status, code } = error;
    const isAboutOne = routeOptions.url?.includes(':') === true;
    const creates = method === 'POST' && !isAboutOne;
    const mayRepeat = creates ? NOTHING_STORED.has(code) : status !== 409;
    if (!mayRepeat)
        void reply.header('x-should-retry', 'false');
    else if (status === 429 || status === 503)
        void reply.header('retry-after', RETRY_AFTER_S);
    void reply
        .status(status)
        .type('application/json')
        .send(JSON.stringify(bodyOf(error)));
}
//# sourceMappingURL=openai.error.js.map