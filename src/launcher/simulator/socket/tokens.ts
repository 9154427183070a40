/** Tokens as V1 counts them over its WebSocket. */
export interface Tokens {
  readonly input: number;
  readonly output: number;
  readonly totalTokens: number;
}

/** Rough: a token is a word. */
export function tokensOf(prompt: string, output: number): Tokens {
  const input = prompt.split(/\s+/).length;
  return { input, output, totalTokens: input + output };
}
