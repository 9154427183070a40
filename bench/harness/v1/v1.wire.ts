/** Events of V1's stream, as they come over its wire. */
const event = (body: object): string =>
  `data: ${JSON.stringify({ id: 'chatcmpl_1', object: 'chat.completion.chunk', created: 1_764_000_000, model: 'openclaw', ...body })}\n\n`;

const choice = (delta: object, finish_reason: string | null = null): string =>
  event({ choices: [{ index: 0, delta, finish_reason }] });

/** The start of an answer without an end (for an empty text), or one token of it. */
export const endlessChunk = (text: string): string =>
  choice(text === '' ? { role: 'assistant' } : { content: text });

/** An answer of so many bytes, in one piece. */
export const wholeAnswer = (bytes: number): Buffer =>
  Buffer.from(
    choice({ role: 'assistant' }) +
      choice({ content: 'openclaw '.repeat(Math.ceil(bytes / 9)).slice(0, bytes) }) +
      choice({}, 'stop') +
      event({ choices: [], usage: { prompt_tokens: 50, completion_tokens: 8, total_tokens: 58 } }) +
      'data: [DONE]\n\n',
  );
