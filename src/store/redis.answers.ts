import { unavailableIfRedisIs } from './store.errors.js';

/** As much of an ioredis pipeline as is needed to send it. */
interface Pipeline {
  exec(): Promise<[Error | null, unknown][] | null>;
}

/** Waits for one answer. @throws StoreUnavailableError where Redis gives none */
export async function answerOf<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw unavailableIfRedisIs(error);
  }
}

/** Sends a pipeline and waits for all its answers. @throws StoreUnavailableError if one is missing */
export async function answersOf(pipeline: Pipeline): Promise<unknown[]> {
  const answers = (await answerOf(pipeline.exec())) ?? [];
  return answers.map(([error, answer]) => {
    if (error) throw unavailableIfRedisIs(error);
    return answer;
  });
}
