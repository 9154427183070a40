import { buildMessage, ValidateBy } from 'class-validator';
const MAX_PAIRS = 16;
const MAX_KEY_LENGTH = 64;
const MAX_VALUE_LENGTH = 512;
const isMetadata = (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return false;
    const pairs = Object.entries(value);
    return (pairs.length <= MAX_PAIRS &&
        pairs.every(([key, text]) => key.length > 0 &&
            key.length <= MAX_KEY_LENGTH &&
            typeof text === 'string' &&
            text.length <= MAX_VALUE_LENGTH));
};
/** A flat object of a few short strings, the form that OpenAI's `metadata` has. */
export const IsMetadata = () => ValidateBy({
    name: 'isMetadata',
    validator: {
        validate: isMetadata,
        defaultMessage: buildMessage((prefix) => `${prefix}$property must be an object of at most ${MAX_PAIRS} strings, with keys of 1 to ` +
            `${MAX_KEY_LENGTH} and values of at most ${MAX_VALUE_LENGTH} characters`),
    },
});
//# sourceMappingURL=is-metadata.js.map