import { PROBLEMS } from './problem.catalogue.js';
import { sendOpenAiError, speaksOpenAi, toOpenAiError } from './openai/openai.error.js';
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';
/** How long a client waits before it tries again, in s. */
const RETRY_AFTER_S = 1;
/** As much of an address as is repeated, in characters. */
const MAX_PATH_LENGTH = 200;
/** The wire form of a problem (RFC 9457). */
export function toProblem({ code, detail, errors, errorId }, instance) {
    const { status, title } = PROBLEMS[code];
    return {
        type: `urn:openclaw-v2:problem:${code}`,
        title,
        status,
        detail,
        instance,
        code,
        ...(errors && { errors }),
        ...(errorId !== undefined && { error_id: errorId }),
    };
}
/** Answers a request with a problem: as a problem document, or as OpenAI does where that is spoken. */
export function sendProblem(request, reply, finding) {
    if (speaksOpenAi(request)) {
        sendOpenAiError(request, reply, toOpenAiError(finding));
        return;
    }
    const problem = toProblem(finding, pathOf(request.url));
    const { status } = problem;
    if (status === 429 || status === 503)
        void reply.header('retry-after', RETRY_AFTER_S);
    void reply.status(status).type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(problem));
}
/** The address without its query, which may hold what is not to be repeated. */
export const pathOf = (url) => (url.split('?', 1)[0] ?? '').slice(0, MAX_PATH_LENGTH);
//# sourceMappingURL=problem.js.map