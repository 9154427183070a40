/** Rough: a token is a word. */
export function tokensOf(prompt, output) {
    const input = prompt.split(/\s+/).length;
    return { input, output, totalTokens: input + output };
}
//# sourceMappingURL=tokens.js.map