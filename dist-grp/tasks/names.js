/** What the name of an agent, a session or a client may be made of. */
export const NAME = /^[A-Za-z0-9._-]{1,64}$/;
export const NAME_RULE = 'must be 1 to 64 letters, digits, dots, dashes or underscores';
//# sourceMappingURL=names.js.map