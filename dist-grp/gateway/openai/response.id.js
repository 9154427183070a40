import { InvalidTaskError } from '../../tasks/task.errors.js';
const PREFIX = 'resp_';
/** The id of a response: that of its task, with a prefix. */
export const RESPONSE_ID = /^resp_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const RESPONSE_ID_RULE = 'must be the id of a response, such as creating one answers with';
export const responseIdOf = (taskId) => PREFIX + taskId;
/** @throws InvalidTaskError where it is no id of a response */
export function taskIdOf(responseId) {
    if (RESPONSE_ID.test(responseId))
        return responseId.slice(PREFIX.length);
    throw new InvalidTaskError('response_id', `response_id ${RESPONSE_ID_RULE}`);
}
//# sourceMappingURL=response.id.js.map