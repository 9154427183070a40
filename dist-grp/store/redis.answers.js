import { unavailableIfRedisIs } from './store.errors.js';
/** Waits for one answer. @throws StoreUnavailableError where Redis gives none */
export async function answerOf(answer) {
    try {
        return await answer;
    }
    catch (error) {
        throw unavailableIfRedisIs(error);
    }
}
/** Sends a pipeline and waits for all its answers. @throws StoreUnavailableError if one is missing */
export async function answersOf(pipeline) {
    const answers = (await answerOf(pipeline.exec())) ?? [];
    return answers.map(([error, answer]) => {
        if (error)
            throw unavailableIfRedisIs(error);
        return answer;
    });
}
//# sourceMappingURL=redis.answers.js.map