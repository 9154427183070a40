import { classifyAnswer } from './classify.js';
import { property, stringOrNull } from './json.js';
import { V1Error } from './v1.error.js';
/** As many models as are remembered, and how long their names may be, in characters. */
const MAX_MODELS = 100;
const MAX_MODEL_LENGTH = 100;
/**
 * Finds out whether V1 can take runs, without starting one: readiness first, which needs no token,
 * then the list of models, which does. `ask` sends a GET and raises V1Error without an answer.
 */
export async function probe(ask) {
    try {
        return judgeReadiness(await ask('/readyz')) ?? judgeAccess(await ask('/v1/models'));
    }
    catch (error) {
        const down = error instanceof V1Error && error.began === 'no';
        return { state: down ? 'down' : 'unknown', message: stringOrNull(property(error, 'message')) };
    }
}
/** `null`: ready, as far as this tells. */
function judgeReadiness(answer) {
    if (answer.status === 200)
        return null;
    if (answer.status === 503)
        return { state: 'down', message: `V1 is not ready. ${answer.message}` };
    if (answer.status >= 500)
        return unexpected('/readyz', answer);
    return {
        state: 'misconfigured',
        message: `${unexpected('/readyz', answer).message} V1_URL must point at an OpenClaw gateway.`,
    };
}
function judgeAccess(answer) {
    if (answer.status === 200)
        return { state: 'up', message: null, models: modelsOf(answer.json) };
    const { code, message } = classifyAnswer(answer, Date.now());
    if (code === 'v1_misconfigured' || answer.status === 401 || answer.status === 403) {
        return { state: 'misconfigured', message };
    }
    return code === 'v1_unavailable' ? { state: 'down', message } : unexpected('/v1/models', answer);
}
/** The ids of a list of models, as OpenAI has it; null where it is none. */
function modelsOf(list) {
    const data = property(list, 'data');
    if (!Array.isArray(data))
        return null;
    return data
        .map((model) => property(model, 'id'))
        .filter((id) => typeof id === 'string')
        .filter(({ length }) => length <= MAX_MODEL_LENGTH)
        .slice(0, MAX_MODELS);
}
const unexpected = (path, { status, message }) => ({
    state: 'unknown',
    message: `V1 answered GET ${path} with status ${status}: ${message || 'nothing'}`,
});
//# sourceMappingURL=probe.js.map