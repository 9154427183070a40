/** Longest text of V1 that we repeat, in characters. */
export const MAX_WORDS = 1_000;
/**
 * V1's own words, fit to be stored, shown and logged: without the secret, and shortened. The secret
 * goes first: the cut could leave half of it.
 */
export function quotable(text, secret) {
    const clean = (secret === null ? text : text.replaceAll(secret, '[V1_TOKEN]')).trim();
    return clean.length > MAX_WORDS ? `${clean.slice(0, MAX_WORDS).toWellFormed()}…` : clean;
}
//# sourceMappingURL=words.js.map