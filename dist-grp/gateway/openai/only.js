import { isDeepStrictEqual } from 'node:util';
import { ValidateBy } from 'class-validator';
/**
 * A parameter that may be named, but only with what holds anyway: a client may write its defaults out,
 * and whoever asks for more is told instead of being ignored.
 * @param why what is the case instead
 */
export const Only = (values, why) => ValidateBy({
    name: 'only',
    validator: {
        validate: (value) => values.some((each) => isDeepStrictEqual(value, each)),
        defaultMessage: (args) => `${args?.property} can only be ${values.map((each) => JSON.stringify(each)).join(' or ')}: ${why}`,
    },
});
export const NO_TOOLS = 'OpenClaw runs the tools of its agents itself';
export const TEXT_ONLY = 'the answer is text';
//# sourceMappingURL=only.js.map